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
    const isSubdomain = host.split(':')[0]?.split('.')[0]?.includes(repo_key) === true;
    const digest = typeof sha256 === 'string' ? `sha256:${sha256}` : undefined;
    return pushedTag(isSubdomain ? image_name : `${repo_key}/${image_name}`, tag, digest);
  },
};
