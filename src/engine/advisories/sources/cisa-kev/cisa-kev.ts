import { asString, isRecord } from '#core/json.ts';
import type { AdvisorySource, FeedFiles, FeedRecord, ParseContext } from '../../advisory-source.ts';
import { FeedFault } from '../../feeds/feed-fault.ts';
import { readText } from '../../feeds/read-text.ts';

const file = 'known_exploited_vulnerabilities.json';

/** CISA's Known Exploited Vulnerabilities catalogue (cisa.gov/known-exploited-vulnerabilities-catalog; its JSON schema beside it). */
export const cisaKev: AdvisorySource = {
  name: 'cisa-kev',
  displayName: 'CISA KEV',
  homepage: 'https://www.cisa.gov/known-exploited-vulnerabilities-catalog',
  licence: 'CC0-1.0',
  feeds: async () => [
    {
      name: 'cisa-kev',
      files: [{ upstream: `https://www.cisa.gov/sites/default/files/feeds/${file}`, mirrorPath: file }],
    },
  ],
  parse: readCatalogue,
};

async function* readCatalogue(feed: FeedFiles, { limits }: ParseContext): AsyncGenerator<FeedRecord> {
  for (const { path } of feed.files) {
    const entries = readEntries(await readText(path, limits.maxAdvisoryBytes));
    for (const entry of entries) yield readEntry(entry);
  }
}

function readEntries(text: string): readonly unknown[] {
  let catalogue: unknown;
  try {
    catalogue = JSON.parse(text);
  } catch (error) {
    throw new FeedFault('is not JSON', { cause: error });
  }
  if (isRecord(catalogue) && Array.isArray(catalogue.vulnerabilities)) return catalogue.vulnerabilities;
  throw new FeedFault('is no catalogue: it has no "vulnerabilities"');
}

function readEntry(value: unknown): FeedRecord {
  const entry = isRecord(value) ? value : {};
  const vulnerabilityId = asString(entry.cveID) ?? '';
  const dateAdded = asString(entry.dateAdded) ?? '';
  const dueDate = asString(entry.dueDate) ?? '';
  if (!/^CVE-\d{4}-\d{4,12}$/.test(vulnerabilityId) || !isDay(dateAdded)) {
    return { kind: 'bad', name: vulnerabilityId.slice(0, 40) || '(no cveID)', reason: 'has no CVE or no dateAdded' };
  }
  const knownExploited = {
    dateAdded,
    ...(isDay(dueDate) && { dueDate }),
    ransomware: entry.knownRansomwareCampaignUse === 'Known',
  };
  return { kind: 'exploit', signal: { vulnerabilityId, knownExploited } };
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
