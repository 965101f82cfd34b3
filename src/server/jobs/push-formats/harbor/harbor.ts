import { asRecords } from '#core/json.ts';
import { type PushFormat, pushedTag, recordOf } from '../push-format.ts';

/** Webhooks of Harbor, default and CloudEvents: https://goharbor.io/docs/latest/working-with-projects/project-configuration/configure-webhooks/ */
export const harbor: PushFormat = {
  name: 'harbor',
  displayName: 'Harbor',
  recognises: ({ type }) =>
    typeof type === 'string' &&
    /^(?:[A-Z]+_ARTIFACT|harbor\.\w+\.\w+|(?:SCANNING|QUOTA|TAG)_\w+|REPLICATION)$/.test(type),
  pushedTags: ({ type, event_data, data }) => {
    if (type !== 'PUSH_ARTIFACT' && type !== 'harbor.artifact.pushed') return [];
    const { repository, resources } = recordOf(event_data ?? data);
    const { repo_full_name } = recordOf(repository);
    return asRecords(resources).flatMap(({ tag, digest }) => pushedTag(repo_full_name, tag, digest));
  },
};
