import { asStrings, isRecord } from '#core/json.ts';
import { type PushFormat, pushedTag } from '../push-format.ts';

/** Notifications of Quay: https://docs.quay.io/guides/notifications.html */
export const quay: PushFormat = {
  name: 'quay',
  displayName: 'Quay',
  recognises: ({ docker_url, repository }) => typeof docker_url === 'string' && typeof repository === 'string',
  pushedTags: ({ repository, updated_tags }) => {
    const tags = isRecord(updated_tags) ? Object.keys(updated_tags) : asStrings(updated_tags);
    return tags.flatMap((tag) => pushedTag(repository, tag));
  },
};
