import { AdvisoryError } from '../advisory-error.ts';
import type { FeedRecord, ParseContext } from '../advisory-source.ts';
import type { FeedRow } from '../database/feed-row.ts';
import type { FeedWriter } from '../database/feed-writer.ts';
import { FeedFault } from '../feeds/feed-fault.ts';
import type { FetchedFeed } from '../feeds/feed-origin.ts';
import type { FeedReader } from './fetch-feeds.ts';

const namedBadRecords = 20;
const progressEvery = 1000;

export interface LoadFeedOptions extends ParseContext {
  readonly name: string;
  readonly reader: FeedReader;
  readonly fetched: Extract<FetchedFeed, { kind: 'fetched' }>;
  readonly fetchedAt: string;
  readonly takeTurns: () => Promise<void> | undefined;
  readonly onRecords: (records: number) => void;
}

/** Writes a fetched feed's records; throws a {@link FeedFault} where the feed is damaged or holds nothing that can be read. */
export async function loadFeed(writer: FeedWriter, options: LoadFeedOptions): Promise<FeedRow> {
  const { name, fetched } = options;
  const bad: { name: string; reason: string }[] = [];
  let [records, badCount] = [0, 0];
  for await (const record of options.reader.parse({ name, files: fetched.files }, options)) {
    if (record.kind === 'bad') {
      badCount += 1;
      if (bad.length < namedBadRecords)
        bad.push({ name: record.name.slice(0, 200), reason: record.reason.slice(0, 300) });
    } else {
      records += 1;
      writeRecord(writer, record);
    }
    if ((records + badCount) % progressEvery === 0) options.onRecords(records);
    await options.takeTurns();
  }
  options.signal.throwIfAborted();
  options.onRecords(records);
  if (records === 0)
    throw new FeedFault(badCount === 0 ? 'holds no records' : `none of its ${badCount} records can be read`);
  const { fingerprint, validators } = fetched;
  const firstHand = options.reader.firstHand === true;
  const { fetchedAt } = options;
  return { name, fingerprint, validators, fetchedAt, firstHand, records, bad: badCount, badRecords: bad };
}

/** A record that cannot be written is no fault of the feed: the disk is full, or there is a bug. */
function writeRecord(writer: FeedWriter, record: Exclude<FeedRecord, { kind: 'bad' }>): void {
  try {
    if (record.kind === 'advisory') writer.addAdvisory(record.advisory);
    else if (record.kind === 'exploit') writer.addExploit(record.signal);
    else if (record.kind === 'vulnerability') writer.addVulnerability(record.vulnerability);
    else writer.addCycle(record.cycle);
  } catch (error) {
    throw new AdvisoryError('advisories/build-failed', 'cannot write the advisory database: is the disk full?', {
      cause: error,
    });
  }
}
