import type {
  AdvisorySource,
  FeedFile,
  FeedFiles,
  FeedListing,
  FeedRecord,
  ParseContext,
} from '../../advisory-source.ts';
import { createVectorRater, type RateVector } from '../../cvss/rate-vector.ts';
import { streamUnpacked } from '../../feeds/read-text.ts';
import { RecordFault } from '../../osv/record-fault.ts';
import { readTar } from '../../tar/read-tar.ts';
import { parseVexDocument } from './parse-vex-document.ts';

const upstream = 'https://security.access.redhat.com/data/csaf/v2/vex';
const archivePattern = /^csaf_vex[\w.-]{0,40}\.tar\.zst$/;

/**
 * Red Hat's VEX documents (CSAF 2.0, one for each CVE; redhatproductsecurity.github.io/security-data-guidelines/csaf-vex): what
 * is fixed, affected, not affected or not to be fixed in each release of Enterprise Linux. The archive unpacks to many gigabytes,
 * so it is fetched from Red Hat only where its ecosystem is asked for by name; a mirror that holds it is read.
 */
export const redhatVex: AdvisorySource = {
  name: 'redhat-vex',
  displayName: 'Red Hat VEX',
  homepage: upstream,
  licence: 'CC-BY-4.0',
  firstHand: true,
  feeds: async (listing) => {
    const file = await archiveOf(listing);
    return file === undefined ? [] : [{ name: 'redhat-vex', files: [file], optional: listing.mirror !== undefined }];
  },
  parse: readArchive,
};

async function archiveOf({ mirror, wantedEcosystems, readUpstream }: FeedListing): Promise<FeedFile | undefined> {
  if (mirror !== undefined) {
    const listed = (await mirror.listFiles('redhat-vex'))?.filter((name) => archivePattern.test(name));
    return { mirrorPath: `redhat-vex/${listed?.at(-1) ?? 'csaf_vex.tar.zst'}` };
  }
  if (!wantedEcosystems.includes('Red Hat') || readUpstream === undefined) return undefined;
  // The archive is named after its day, and a file beside it says which is the latest.
  const latest = (await readUpstream(`${upstream}/archive_latest.txt`))?.trim() ?? '';
  if (!archivePattern.test(latest)) return undefined;
  return { upstream: `${upstream}/${latest}`, mirrorPath: 'redhat-vex/csaf_vex.tar.zst' };
}

async function* readArchive(feed: FeedFiles, { limits }: ParseContext): AsyncGenerator<FeedRecord> {
  const options = { source: feed.name, rate: createVectorRater() };
  for (const { path } of feed.files) {
    for await (const entry of readTar(streamUnpacked(path, limits.maxFeedUnpackedBytes), limits)) {
      if (!entry.name.endsWith('.json')) continue;
      if ('fault' in entry) yield { kind: 'bad', name: entry.name, reason: entry.fault };
      else yield readDocument(entry.name, entry.bytes, options);
    }
  }
}

function readDocument(
  name: string,
  bytes: Buffer,
  options: { readonly source: string; readonly rate: RateVector },
): FeedRecord {
  try {
    return { kind: 'advisory', advisory: parseVexDocument(JSON.parse(bytes.toString('utf8')), options) };
  } catch (error) {
    if (error instanceof RecordFault) return { kind: 'bad', name, reason: error.message };
    if (error instanceof SyntaxError) return { kind: 'bad', name, reason: 'is not JSON' };
    throw error;
  }
}
