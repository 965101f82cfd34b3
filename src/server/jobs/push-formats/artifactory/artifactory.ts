import { isRecord } from '#core/json.ts';
import { type PushFormat, pushedTag, recordOf } from '../push-format.ts';

/** Webhooks of the domain docker: https://jfrog.com/help/r/jfrog-platform-administration-documentation/docker */
export const artifactory: PushFormat = {
  name: 'artifactory',
  displayName: 'JFrog Artifactory',
  recognises: ({ domain, event_type, data }) =>
    typeof domain === 'string' && typeof event_type === 'string' && isRecord(data),
  pushedTags: ({ domain, event_type, data }, host) => {
    if (domain !== 'docker' || event_type !== 'pushed') return [];
    const { repo_key, image_name, tag, sha256 } = recordOf(data);
    if (typeof repo_key !== 'string' || typeof image_name !== 'string') return [];
    // `team.registry.example`, and `acme-team.jfrog.io` for what JFrog hosts.
    const [subdomain = ''] = host.split(/[.:]/);
    const isSubdomain = subdomain === repo_key || subdomain.endsWith(`-${repo_key}`);
    const digest = typeof sha256 === 'string' ? `sha256:${sha256}` : undefined;
    return pushedTag(isSubdomain ? image_name : `${repo_key}/${image_name}`, tag, digest);
  },
};
