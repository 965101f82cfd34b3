import { asRecords } from '#core/json.ts';
import { type PushFormat, pushedTag, recordOf } from '../push-format.ts';

/** Notifications of CNCF Distribution, which GitLab's registry sends too: https://distribution.github.io/distribution/about/notifications/ */
export const distribution: PushFormat = {
  name: 'distribution',
  displayName: 'Distribution (Docker registry), GitLab',
  recognises: ({ events }) => Array.isArray(events),
  pushedTags: ({ events }) =>
    asRecords(events).flatMap(({ action, target }) => {
      const { repository, tag, digest } = recordOf(target);
      // Layers, and manifests of single platforms below an index, are pushed without a tag.
      return action === 'push' ? pushedTag(repository, tag, digest) : [];
    }),
};
