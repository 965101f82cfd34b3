import { isRecord } from '#core/json.ts';
import { type PushFormat, pushedTag, recordOf } from '../push-format.ts';

/** Webhooks of Docker Hub: https://docs.docker.com/docker-hub/repos/manage/webhooks/ */
export const dockerHubPush: PushFormat = {
  name: 'docker-hub',
  displayName: 'Docker Hub',
  recognises: ({ push_data }) => isRecord(push_data),
  pushedTags: ({ push_data, repository }) => pushedTag(recordOf(repository).repo_name, recordOf(push_data).tag),
};
