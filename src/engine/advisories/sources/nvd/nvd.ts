import type {
  AdvisorySource,
  FeedFiles,
  FeedListing,
  FeedLocation,
  FeedRecord,
  ParseContext,
} from '../../advisory-source.ts';
import { createVectorRater } from '../../cvss/rate-vector.ts';
import { readJsonMembers } from '../../feeds/read-json-members.ts';
import { parseNvdCve } from '../../registers/parse-nvd-cve.ts';
import { readRegisterRecord } from '../../registers/read-register.ts';

const firstYear = 2002;

/**
 * The National Vulnerability Database's yearly files in the layout of its API 2.0 (nvd.nist.gov/vuln/data-feeds): a register, of
 * which ratings are taken. A mirror may also hold pages of the API, under any name in `nvd/`.
 */
export const nvd: AdvisorySource = {
  name: 'nvd',
  displayName: 'NVD',
  homepage: 'https://nvd.nist.gov',
  licence: 'public domain',
  feeds: async (listing) => {
    const mirrored = await listing.mirror?.listFiles('nvd');
    if (mirrored !== undefined)
      return mirrored.filter((name) => /^[\w.-]+\.json(?:\.gz)?$/.test(name)).map(mirroredFeed);
    return yearsOf(listing).map((year) => yearlyFeed(year, listing));
  },
  parse: readPages,
};

function yearsOf({ now }: FeedListing): readonly number[] {
  return Array.from({ length: Math.max(1, now.getUTCFullYear() - firstYear + 1) }, (_, index) => firstYear + index);
}

function yearlyFeed(year: number, { mirror }: FeedListing): FeedLocation {
  const file = `nvdcve-2.0-${year}.json.gz`;
  return {
    name: `nvd/nvdcve-2.0-${year}`,
    files: [{ upstream: `https://nvd.nist.gov/feeds/json/cve/2.0/${file}`, mirrorPath: `nvd/${file}` }],
    optional: mirror !== undefined,
  };
}

function mirroredFeed(file: string): FeedLocation {
  return {
    name: `nvd/${file.replace(/\.json(?:\.gz)?$/, '')}`,
    files: [{ mirrorPath: `nvd/${file}` }],
    optional: true,
  };
}

async function* readPages(feed: FeedFiles, { limits }: ParseContext): AsyncGenerator<FeedRecord> {
  const options = { parse: parseNvdCve, rate: createVectorRater() };
  for (const { path } of feed.files) {
    for await (const members of readJsonMembers(path, ['vulnerabilities', '*'], limits)) {
      for (const member of members) {
        const name = `vulnerabilities[${member.keys.join()}]`;
        if ('fault' in member) yield { kind: 'bad', name, reason: member.fault };
        else yield readRegisterRecord(name, member.value, options);
      }
    }
  }
}
