import { isRecord } from '#core/json.ts';
import { type PushFormat, pushedTag, recordOf } from '../push-format.ts';

/** Webhook events package and registry_package: https://docs.github.com/en/webhooks/webhook-events-and-payloads#registry_package */
export const github: PushFormat = {
  name: 'github',
  displayName: 'GitHub packages',
  recognises: (body) => isRecord(body.package) || isRecord(body.registry_package) || isRecord(body.hook),
  pushedTags: (body) => {
    const one = recordOf(body.registry_package ?? body.package);
    const isContainer = [one.package_type, one.ecosystem].some((kind) => String(kind).toLowerCase() === 'container');
    if (!isContainer || (body.action !== 'published' && body.action !== 'updated')) return [];
    const { container_metadata } = recordOf(one.package_version);
    const { name, digest } = recordOf(recordOf(container_metadata).tag);
    const repository = [one.namespace, one.name].filter((part) => typeof part === 'string' && part !== '').join('/');
    return pushedTag(repository.toLowerCase(), name, digest);
  },
};
