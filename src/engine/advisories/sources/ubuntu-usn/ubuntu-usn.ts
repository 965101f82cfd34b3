import type { AdvisorySource, FeedFiles, FeedRecord, ParseContext } from '../../advisory-source.ts';
import { readJsonMembers } from '../../feeds/read-json-members.ts';
import { parseNotice } from './parse-notice.ts';

const file = 'database-all.json.bz2';

/** Ubuntu's database of security notices (usn.ubuntu.com/usn-db): which source packages a notice mends in each release. */
export const ubuntuUsn: AdvisorySource = {
  name: 'ubuntu-usn',
  displayName: 'Ubuntu security notices',
  homepage: 'https://ubuntu.com/security/notices',
  licence: 'public, of Canonical',
  firstHand: true,
  feeds: async ({ mirror }) => [
    {
      name: 'ubuntu-usn',
      files: [{ upstream: `https://usn.ubuntu.com/usn-db/${file}`, mirrorPath: `ubuntu-usn/${file}` }],
      optional: mirror !== undefined,
    },
  ],
  parse: readNotices,
};

async function* readNotices(feed: FeedFiles, { limits }: ParseContext): AsyncGenerator<FeedRecord> {
  for (const { path } of feed.files) {
    for await (const members of readJsonMembers(path, ['*'], limits)) {
      for (const member of members) {
        const name = member.keys.join().slice(0, 80);
        if ('fault' in member) yield { kind: 'bad', name, reason: member.fault };
        else yield parseNotice(name, member.value, feed.name);
      }
    }
  }
}
