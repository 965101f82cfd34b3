import type { AdvisorySource, FeedListing, FeedLocation } from '../../advisory-source.ts';
import { readOsvFiles } from '../../osv/read-osv-files.ts';

const bucket = 'https://osv-vulnerabilities.storage.googleapis.com';
const maxEcosystems = 1_000;

/**
 * OSV: one zip of JSON records for each ecosystem, `<ecosystem>/all.zip`, beside `ecosystems.txt`
 * (google.github.io/osv.dev/data). A mirror keeps both below `osv/`.
 *
 * A zip holds every record that names a package of its ecosystem, whole: it is asked about that ecosystem only, so that an
 * ecosystem never seems covered because a few of its packages are named in records of another.
 */
export const osv: AdvisorySource = {
  name: 'osv',
  displayName: 'OSV',
  homepage: 'https://osv.dev',
  licence: 'of each database: osv.dev/#data-sources',
  feeds: async (listing) => {
    const found = listing.mirror === undefined ? [] : await mirroredEcosystems(listing.mirror);
    const names = new Set([...listing.knownEcosystems, ...found, ...listing.wantedEcosystems]);
    return [...names].map((ecosystem) => locationOf(ecosystem, listing)).filter((location) => location !== undefined);
  },
  speaksFor: (feed, ecosystem) => feed === `osv/${ecosystem}`,
  parse: (feed, context) => readOsvFiles(feed, context),
};

function locationOf(ecosystem: string, listing: FeedListing): FeedLocation | undefined {
  // The name comes from a list that others wrote and becomes part of a path.
  if (!/^[A-Za-z0-9][A-Za-z0-9 ._+-]{0,63}$/.test(ecosystem)) return undefined;
  return {
    name: `osv/${ecosystem}`,
    files: [{ upstream: `${bucket}/${encodeURIComponent(ecosystem)}/all.zip`, mirrorPath: `osv/${ecosystem}/all.zip` }],
    optional: listing.mirror !== undefined && !listing.wantedEcosystems.includes(ecosystem),
  };
}

/** Upstream lists releases too (`Debian:12`), whose records the ecosystem's own zip repeats. */
async function mirroredEcosystems(mirror: NonNullable<FeedListing['mirror']>): Promise<readonly string[]> {
  const listed = (await mirror.readText('osv/ecosystems.txt'))?.split('\n').map((line) => line.trim()) ?? [];
  const directories = (await mirror.listDirectories('osv')) ?? [];
  return [...listed, ...directories].filter((name) => name !== '' && !name.includes(':')).slice(0, maxEcosystems);
}
