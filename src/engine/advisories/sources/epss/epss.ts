import type { AdvisorySource, FeedFiles, FeedRecord, ParseContext } from '../../advisory-source.ts';
import { FeedFault } from '../../feeds/feed-fault.ts';
import { readLines } from '../../feeds/read-text.ts';

const file = 'epss_scores-current.csv.gz';
const maxLineBytes = 4096;

/**
 * FIRST's Exploit Prediction Scoring System: the daily file of all scores (first.org/epss/data_stats): a comment with the day,
 * a heading, then `cve,epss,percentile`.
 */
export const epss: AdvisorySource = {
  name: 'epss',
  displayName: 'EPSS',
  homepage: 'https://www.first.org/epss',
  licence: 'free to use with attribution to FIRST',
  feeds: async () => [
    { name: 'epss', files: [{ upstream: `https://epss.empiricalsecurity.com/${file}`, mirrorPath: file }] },
  ],
  parse: readScores,
};

async function* readScores(feed: FeedFiles, { limits }: ParseContext): AsyncGenerator<FeedRecord> {
  let date: string | undefined;
  let columns: readonly string[] | undefined;
  let count = 0;
  for (const { path } of feed.files) {
    for await (const lines of readLines(path, { maxBytes: limits.maxFeedUnpackedBytes, maxLineBytes })) {
      count += lines.length;
      if (count > limits.maxFeedRecords) throw new FeedFault(`has over ${limits.maxFeedRecords} lines`);
      for (const line of lines) {
        if (line === '') continue;
        if (line.startsWith('#')) date = /score_date:(\d{4}-\d{2}-\d{2})/.exec(line)?.[1] ?? date;
        else if (columns === undefined) columns = readHeading(line);
        else yield readScore(line, columns, date);
      }
    }
  }
  if (columns === undefined) throw new FeedFault('is empty');
}

function readHeading(line: string): readonly string[] {
  const columns = line.split(',');
  if (['cve', 'epss', 'percentile'].every((name) => columns.includes(name))) return columns;
  throw new FeedFault('is no list of EPSS scores: its heading does not name cve, epss and percentile');
}

function readScore(line: string, columns: readonly string[], date: string | undefined): FeedRecord {
  const fields = line.split(',');
  const vulnerabilityId = fields[columns.indexOf('cve')] ?? '';
  const score = Number(fields[columns.indexOf('epss')] || Number.NaN);
  const percentile = Number(fields[columns.indexOf('percentile')] || Number.NaN);
  const isShare = (value: number) => value >= 0 && value <= 1;
  if (!/^CVE-\d{4}-\d{4,12}$/.test(vulnerabilityId) || !isShare(score) || !isShare(percentile)) {
    return { kind: 'bad', name: line.slice(0, 80), reason: 'is no CVE with a score and a percentile of 0 to 1' };
  }
  const signal = { vulnerabilityId, epss: { score, percentile, ...(date !== undefined && { date }) } };
  return { kind: 'exploit', signal };
}
