import { isRecord } from '#core/json.ts';
import { type EventBody, type PushFormat, pushedTag, recordOf } from '../push-format.ts';

/** Pub/Sub messages on the topic gcr, which are base64 within a push: https://cloud.google.com/artifact-registry/docs/configure-notifications */
export const artifactRegistry: PushFormat = {
  name: 'artifact-registry',
  displayName: 'Google Artifact Registry',
  recognises: ({ message, subscription }) => isRecord(message) && typeof subscription === 'string',
  pushedTags: ({ message }, host) => {
    const { action, tag, digest } = dataOf(recordOf(message).data);
    if (action !== 'INSERT' || typeof tag !== 'string') return [];
    const at = tag.lastIndexOf(':');
    const [name, prefix] = [tag.slice(0, at), `${host}/`];
    // One topic serves all registries of a project.
    if (at < 0 || !name.startsWith(prefix)) return [];
    return pushedTag(name.slice(prefix.length), tag.slice(at + 1), String(digest ?? '').split('@')[1]);
  },
};

function dataOf(base64: unknown): EventBody {
  if (typeof base64 !== 'string') return {};
  try {
    return recordOf(JSON.parse(Buffer.from(base64, 'base64').toString('utf8')));
  } catch {
    return {};
  }
}
