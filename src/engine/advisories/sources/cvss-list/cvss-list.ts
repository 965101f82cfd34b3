import type { VulnerabilityRecord } from '#core/advisory.ts';
import { asRecords, asString, isRecord } from '#core/json.ts';
import type { AdvisorySource, FeedFiles, FeedRecord, ParseContext } from '../../advisory-source.ts';
import { createVectorRater, type RateVector } from '../../cvss/rate-vector.ts';
import { readJsonLines } from '../../feeds/read-json-lines.ts';

/**
 * A list of CVSS vectors by CVE, for mirrors that do not carry the NVD: one JSON object a line,
 * `{"cve": "CVE-…", "vectors": [{"score": "CVSS:3.1/…", "source": "who"}]}`. Nobody publishes it; docs/guides/advisory-mirror.md
 * says how to make one.
 */
export const cvssList: AdvisorySource = {
  name: 'cvss-list',
  displayName: 'CVSS vectors of a mirror',
  homepage: 'https://www.first.org/cvss',
  licence: 'of what it was made from',
  feeds: async ({ mirror }) =>
    mirror === undefined ? [] : [{ name: 'cvss-list', files: [{ mirrorPath: 'cve_cvss.jsonl.gz' }], optional: true }],
  parse: readList,
};

async function* readList(feed: FeedFiles, { limits }: ParseContext): AsyncGenerator<FeedRecord> {
  const rate = createVectorRater();
  for (const { path } of feed.files) {
    for await (const { line, value } of readJsonLines(path, limits)) {
      const vulnerability = readEntry(value, rate);
      if (vulnerability !== undefined) yield { kind: 'vulnerability', vulnerability };
      else yield { kind: 'bad', name: `line ${line}`, reason: 'has no CVE with a valid vector' };
    }
  }
}

function readEntry(value: unknown, rate: RateVector): VulnerabilityRecord | undefined {
  const entry = isRecord(value) ? value : {};
  const vulnerabilityId = asString(entry.cve) ?? '';
  const severities = asRecords(entry.vectors).flatMap(({ score, source }) => {
    const rating = rate(asString(score) ?? '');
    return rating === undefined ? [] : [{ by: raterOf(asString(source) ?? ''), ...rating }];
  });
  if (!/^CVE-\d{4}-\d{4,12}$/.test(vulnerabilityId) || severities.length === 0) return undefined;
  return { vulnerabilityId, severities, cwes: [] };
}

/** `cisa-vulnrichment:adp` is CISA’s word and `…:cna` the numbering authority’s; others stand for themselves. */
function raterOf(source: string): string {
  if (source === 'cisa-vulnrichment:adp') return 'CISA-ADP';
  if (source === 'cisa-vulnrichment:cna') return 'CNA';
  return source.slice(0, 80) || 'unknown';
}
