import { isRecord } from '#core/json.ts';
import { type PushFormat, pushedTag, recordOf } from '../push-format.ts';

/** Repository webhooks for components and assets: https://help.sonatype.com/en/webhooks.html */
export const nexus: PushFormat = {
  name: 'nexus',
  displayName: 'Sonatype Nexus',
  recognises: ({ repositoryName, component, asset }) =>
    typeof repositoryName === 'string' && (isRecord(component) || isRecord(asset)),
  pushedTags: ({ action, component, asset }) => {
    const one = recordOf(component ?? asset);
    if (one.format !== 'docker' || (action !== 'CREATED' && action !== 'UPDATED')) return [];
    if (component !== undefined) return pushedTag(one.name, one.version);
    const [, repository, tag] = /^\/?v2\/([^:]{1,255})\/manifests\/([\w.-]{1,128})$/.exec(String(one.name)) ?? [];
    return pushedTag(repository, tag);
  },
};
