import { isRecord } from '#core/json.ts';
import { type PushFormat, pushedTag, recordOf } from '../push-format.ts';

/** Webhooks of ACR: https://learn.microsoft.com/azure/container-registry/container-registry-webhook-reference */
export const acr: PushFormat = {
  name: 'acr',
  displayName: 'Azure Container Registry',
  recognises: ({ action, target, request, id }) =>
    typeof action === 'string' &&
    (isRecord(target) || action === 'ping') &&
    (isRecord(request) || typeof id === 'string'),
  pushedTags: ({ action, target }) => {
    const { repository, tag, digest } = recordOf(target);
    return action === 'push' ? pushedTag(repository, tag, digest) : [];
  },
};
