import type { ExploitSignal } from '#core/advisory.ts';
import type { AdvisorySource, FeedFiles, FeedRecord, ParseContext } from '../../advisory-source.ts';
import { FeedFault } from '../../feeds/feed-fault.ts';
import { readLines } from '../../feeds/read-text.ts';

type PublicExploit = NonNullable<ExploitSignal['publicExploits']>[number];
type ReadLine = (line: string) => (PublicExploit & { readonly vulnerabilityId: string }) | undefined;

const maxLineBytes = 16 * 1024;
const maxTitleLength = 200;

/**
 * The indexes of exploits that EMBA keeps for its firmware scans (github.com/e-m-b-a/emba, config/): Metasploit's modules,
 * Packet Storm's files and Snyk's notes on proofs of concept, by CVE.
 */
export const emba: AdvisorySource = {
  name: 'emba',
  displayName: 'EMBA exploit indexes',
  homepage: 'https://github.com/e-m-b-a/emba',
  licence: 'GPL-3.0',
  feeds: async ({ mirror }) =>
    Object.entries(lists).map(([part, { file }]) => ({
      name: `emba/${part}`,
      files: [
        {
          upstream: `https://raw.githubusercontent.com/e-m-b-a/emba/master/config/${file}`,
          mirrorPath: mirror === undefined ? `emba/${file}` : `emba/${file}.gz`,
        },
      ],
      optional: mirror !== undefined,
    })),
  parse: readList,
};

const lists: Readonly<Record<string, { readonly file: string; readonly heading: RegExp; readonly read: ReadLine }>> = {
  metasploit: { file: 'msf_cve-db.txt', heading: /^\/.*\.rb:CVE-/, read: readModule },
  'packet-storm': { file: 'PS_PoC_results.csv', heading: /^CVE;advisory name;advisory URL;/, read: readRow },
  snyk: { file: 'Snyk_PoC_results.csv', heading: /^CVE;advisory name;advisory URL;/, read: readRow },
};

async function* readList(feed: FeedFiles, { limits }: ParseContext): AsyncGenerator<FeedRecord> {
  const list = lists[feed.name.slice('emba/'.length)];
  if (list === undefined) throw new FeedFault('is none of the known indexes');
  let count = 0;
  for (const { path } of feed.files) {
    for await (const lines of readLines(path, { maxBytes: limits.maxFeedUnpackedBytes, maxLineBytes })) {
      for (const line of lines) {
        count += 1;
        if (count === 1 && !list.heading.test(line)) throw new FeedFault('does not begin as the index does');
        if (count > limits.maxFeedRecords) throw new FeedFault(`has over ${limits.maxFeedRecords} lines`);
        const isHeading = count === 1 && line.startsWith('CVE;');
        if (line !== '' && !isHeading) yield readLine(line, list.read);
      }
    }
  }
}

function readLine(line: string, read: ReadLine): FeedRecord {
  const found = read(line);
  if (found === undefined) return { kind: 'bad', name: line.slice(0, 80), reason: 'is no CVE with an exploit' };
  const { vulnerabilityId, ...exploit } = found;
  return { kind: 'exploit', signal: { vulnerabilityId, publicExploits: [exploit] } };
}

/** `/exploits/linux/http/x.rb:CVE-2020-1`. */
function readModule(line: string): ReturnType<ReadLine> {
  const [, path, vulnerabilityId] = /^(\/[\w/.-]{1,300}\.rb):(CVE-\d{4}-\d{4,12})$/.exec(line) ?? [];
  if (path === undefined || vulnerabilityId === undefined) return undefined;
  const url = `https://github.com/rapid7/metasploit-framework/blob/master/modules${path}`;
  return { vulnerabilityId, url, title: `Metasploit: ${path.slice(1, -'.rb'.length)}` };
}

/** `CVE-2020-1;name;address;…`; a name may hold semicolons itself, an address may not. */
function readRow(line: string): ReturnType<ReadLine> {
  const fields = line.split(';');
  const [vulnerabilityId = ''] = fields;
  const at = fields.findIndex((field, index) => index > 1 && /^https?:\/\/\S+$/.test(field));
  const url = fields[at];
  if (!/^CVE-\d{4}-\d{4,12}$/.test(vulnerabilityId) || url === undefined) return undefined;
  const title = fields.slice(1, at).join(';').slice(0, maxTitleLength).toWellFormed();
  return { vulnerabilityId, url, ...(title !== '' && { title }) };
}
