import type { ReleaseCycle } from '#core/advisory.ts';
import type { AdvisorySource, FeedFiles, FeedRecord, ParseContext } from '../../advisory-source.ts';
import { FeedFault } from '../../feeds/feed-fault.ts';
import { readLines } from '../../feeds/read-text.ts';

const upstream = 'https://salsa.debian.org/debian/distro-info-data/-/raw/main';
const maxLineBytes = 4096;

/**
 * Releases of Debian and Ubuntu as their package distro-info-data has them (salsa.debian.org/debian/distro-info-data): also those
 * that are only planned, and every extended support.
 */
export const distroInfo: AdvisorySource = {
  name: 'distro-info',
  displayName: 'distro-info-data',
  homepage: 'https://salsa.debian.org/debian/distro-info-data',
  licence: 'ISC',
  feeds: async ({ mirror }) =>
    ['debian', 'ubuntu'].map((distro) => ({
      name: `distro-info/${distro}`,
      files: [{ upstream: `${upstream}/${distro}.csv`, mirrorPath: `distro-info/${distro}.csv` }],
      optional: mirror !== undefined,
    })),
  parse: readReleases,
};

async function* readReleases(feed: FeedFiles, { limits }: ParseContext): AsyncGenerator<FeedRecord> {
  const product = feed.name.slice(feed.name.indexOf('/') + 1);
  let columns: readonly string[] | undefined;
  for (const { path } of feed.files) {
    for await (const lines of readLines(path, { maxBytes: limits.maxAdvisoryBytes, maxLineBytes })) {
      for (const line of lines) {
        if (line === '') continue;
        if (columns === undefined) columns = readHeading(line);
        else yield readRelease(line, { columns, product });
      }
    }
  }
  if (columns === undefined) throw new FeedFault('is empty');
}

function readHeading(line: string): readonly string[] {
  const columns = line.split(',');
  if (['version', 'series', 'release', 'eol'].every((name) => columns.includes(name))) return columns;
  throw new FeedFault('is no list of releases: its heading does not name version, series, release and eol');
}

/** Releases without number (sid) are known by their series. */
function readRelease(
  line: string,
  { columns, product }: { readonly columns: readonly string[]; readonly product: string },
): FeedRecord {
  const fields = line.split(',');
  const field = (name: string) => fields[columns.indexOf(name)] ?? '';
  const day = (...names: readonly string[]) => names.map(field).find((text) => /^\d{4}-\d{2}-\d{2}$/.test(text));
  const codename = field('series');
  if (!/^[a-z]{2,40}$/.test(codename)) return { kind: 'bad', name: line.slice(0, 80), reason: 'has no series' };
  const ends = {
    released: day('release'),
    endOfLife: day('eol'),
    endOfExtendedSupport: day('eol-legacy', 'eol-esm', 'eol-elts', 'eol-lts'),
  };
  const cycle: ReleaseCycle = {
    product,
    cycle: field('version').replace(/ LTS$/, '') || codename,
    codename,
    ...Object.fromEntries(Object.entries(ends).filter(([, value]) => value !== undefined)),
  };
  return { kind: 'release-cycle', cycle };
}
