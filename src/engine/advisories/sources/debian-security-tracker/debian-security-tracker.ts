import type { AdvisorySource, FeedFiles, FeedRecord, ParseContext } from '../../advisory-source.ts';
import { readJsonMembers } from '../../feeds/read-json-members.ts';
import { RecordFault } from '../../osv/record-fault.ts';
import { parseEntry } from './parse-entry.ts';

/**
 * Debian's security tracker (security-tracker.debian.org/tracker/data/json): for each source package and flaw, its state in each
 * release. It knows more than Debian's export to OSV: what will not be fixed and why, and what never was affected.
 */
export const debianSecurityTracker: AdvisorySource = {
  name: 'debian-security-tracker',
  displayName: 'Debian security tracker',
  homepage: 'https://security-tracker.debian.org',
  licence: 'public, of the Debian security team',
  firstHand: true,
  feeds: async ({ mirror }) => [
    {
      name: 'debian-security-tracker',
      files: [
        {
          upstream: 'https://security-tracker.debian.org/tracker/data/json',
          mirrorPath: 'debian-security-tracker/tracker.json',
        },
      ],
      optional: mirror !== undefined,
    },
  ],
  parse: readTracker,
};

async function* readTracker(feed: FeedFiles, { limits }: ParseContext): AsyncGenerator<FeedRecord> {
  for (const { path } of feed.files) {
    for await (const members of readJsonMembers(path, ['*', '*'], limits)) {
      for (const member of members) {
        const [source = '', id = ''] = member.keys;
        const name = `${source} ${id}`.trim();
        if ('fault' in member) yield { kind: 'bad', name, reason: member.fault };
        else yield readEntry({ source, id, value: member.value, feed: feed.name });
      }
    }
  }
}

function readEntry(entry: Parameters<typeof parseEntry>[0]): FeedRecord {
  try {
    return { kind: 'advisory', advisory: parseEntry(entry) };
  } catch (error) {
    if (error instanceof RecordFault)
      return { kind: 'bad', name: `${entry.source} ${entry.id}`, reason: error.message };
    throw error;
  }
}
