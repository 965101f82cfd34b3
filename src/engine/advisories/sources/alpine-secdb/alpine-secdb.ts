import { ecosystems } from '#engine/ecosystems/index.ts';
import type { AdvisorySource, FeedListing, FeedLocation } from '../../advisory-source.ts';
import { readSecdb } from '../../secdb/read-secdb.ts';

const repositories = ['main', 'community'] as const;

/**
 * Alpine's secdb (secdb.alpinelinux.org): a file for each repository of each branch. It knows what OSV's export leaves out: flaws
 * that a package never had, and edge.
 */
export const alpineSecdb: AdvisorySource = {
  name: 'alpine-secdb',
  displayName: 'Alpine secdb',
  homepage: 'https://secdb.alpinelinux.org',
  licence: 'CC-BY-SA-4.0',
  firstHand: true,
  feeds: async ({ mirror }) =>
    [...new Set([...knownBranches(), ...(await mirroredBranches(mirror))])].map((branch) => locationOf(branch)),
  parse: (feed, context) => {
    const release = feed.name.slice(feed.name.indexOf('/') + 1);
    return readSecdb(feed, { ecosystem: 'Alpine', release, idPrefix: 'ALPINE-' }, context);
  },
};

function locationOf(branch: string): FeedLocation {
  const files = repositories.map((repository) => `${branch}/${repository}.json`);
  return {
    name: `alpine-secdb/${branch}`,
    files: files.map((file) => ({
      upstream: `https://secdb.alpinelinux.org/${file}`,
      mirrorPath: `alpine-secdb/${file}`,
    })),
    // The newest branch is known here before its first fix is listed.
    optional: true,
  };
}

function knownBranches(): readonly string[] {
  const alpine = ecosystems.find(({ osvName }) => osvName === 'Alpine');
  const releases = alpine !== undefined && 'distro' in alpine ? alpine.distro.releases.map(({ id }) => id) : [];
  return ['edge', ...releases];
}

async function mirroredBranches(mirror: FeedListing['mirror']): Promise<readonly string[]> {
  const directories = (await mirror?.listDirectories('alpine-secdb')) ?? [];
  return directories.filter((name) => /^v\d{1,3}\.\d{1,3}$/.test(name));
}
