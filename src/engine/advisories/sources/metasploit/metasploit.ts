import { asString, asStrings, isRecord } from '#core/json.ts';
import type { AdvisorySource, FeedFiles, FeedRecord, ParseContext } from '../../advisory-source.ts';
import { readJsonMembers } from '../../feeds/read-json-members.ts';

const repository = 'rapid7/metasploit-framework';
const file = 'modules_metadata_base.json';
const maxTitleLength = 200;

/** Metasploit's index of its modules (its db/modules_metadata_base.json): the CVEs that each exploits or probes. */
export const metasploit: AdvisorySource = {
  name: 'metasploit',
  displayName: 'Metasploit',
  homepage: `https://github.com/${repository}`,
  licence: 'BSD-3-Clause',
  feeds: async ({ mirror }) => [
    {
      name: 'metasploit',
      files: [
        {
          upstream: `https://raw.githubusercontent.com/${repository}/master/db/${file}`,
          mirrorPath: `metasploit/${file}`,
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
        const name = member.keys.join().slice(0, 200);
        if ('fault' in member) yield { kind: 'bad', name, reason: member.fault };
        else if (!isRecord(member.value)) yield { kind: 'bad', name, reason: 'is no module' };
        else yield* readModule(name, member.value);
      }
    }
  }
}

/** Modules that name no CVE signal nothing. */
function* readModule(key: string, module: Readonly<Record<string, unknown>>): Generator<FeedRecord> {
  const path = asString(module.path) ?? '';
  const date = asString(module.disclosure_date) ?? '';
  const title = asString(module.name) ?? key;
  const exploit = {
    url: `https://github.com/${repository}/blob/master${/^\/[\w/.-]+$/.test(path) ? path : ''}`,
    title: `Metasploit: ${title}`.slice(0, maxTitleLength).toWellFormed(),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(date) && { date }),
  };
  for (const vulnerabilityId of new Set(asStrings(module.references))) {
    if (!/^CVE-\d{4}-\d{4,12}$/.test(vulnerabilityId)) continue;
    yield { kind: 'exploit', signal: { vulnerabilityId, publicExploits: [exploit] } };
  }
}
