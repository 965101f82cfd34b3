import { isRecord } from '#core/json.ts';
import type { AdvisorySource, FeedFiles, FeedRecord, ParseContext } from '../../advisory-source.ts';
import { readJsonMembers } from '../../feeds/read-json-members.ts';
import { parseCoreRecord } from './parse-core-record.ts';

/** The Node.js project's list of flaws in Node.js itself (github.com/nodejs/security-wg, vuln/core). */
export const nodejsCore: AdvisorySource = {
  name: 'nodejs-core',
  displayName: 'Node.js core',
  homepage: 'https://github.com/nodejs/security-wg',
  licence: 'MIT',
  firstHand: true,
  feeds: async ({ mirror }) => [
    {
      name: 'nodejs-core',
      files: [
        {
          upstream: 'https://raw.githubusercontent.com/nodejs/security-wg/main/vuln/core/index.json',
          mirrorPath: 'nodejs-core/index.json',
        },
      ],
      optional: mirror !== undefined,
    },
  ],
  parse: readIndex,
};

async function* readIndex(feed: FeedFiles, { limits }: ParseContext): AsyncGenerator<FeedRecord> {
  for (const { path } of feed.files) {
    for await (const members of readJsonMembers(path, ['*'], limits)) {
      for (const member of members) {
        const name = member.keys.join();
        if ('fault' in member) yield { kind: 'bad', name, reason: member.fault };
        else if (!isRecord(member.value)) yield { kind: 'bad', name, reason: 'is no JSON object' };
        else yield parseCoreRecord(name, member.value, feed.name);
      }
    }
  }
}
