import { DatabaseSync } from 'node:sqlite';
import { AdvisoryError } from '../advisory-error.ts';
import type { AdvisoryDatabaseStatus } from './advisory-database.ts';
import type { FeedRow } from './feed-row.ts';
import { openAdvisoryDatabase } from './open-advisory-database.ts';

/** The build that stands when an update begins. */
export interface PreviousBuild {
  readonly path: string;
  readonly status: AdvisoryDatabaseStatus;
  readonly feeds: ReadonlyMap<string, FeedRow>;
}

/**
 * Looks at the last build. One of another format or a damaged one counts as none, since nothing can be copied out of it;
 * `onUnusable` is told why.
 */
export function readPreviousBuild(path: string, onUnusable: (error: unknown) => void): PreviousBuild | undefined {
  try {
    const opened = openAdvisoryDatabase(path);
    const status = opened.status();
    opened.close();
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      const check = Object.values(database.prepare('PRAGMA quick_check(1)').get() ?? {})[0];
      if (check !== 'ok') throw new Error(String(check));
      return { path, status, feeds: readFeeds(database) };
    } finally {
      database.close();
    }
  } catch (error) {
    const isAbsent = error instanceof AdvisoryError && error.code === 'advisories/no-database';
    if (!isAbsent) onUnusable(error);
    return undefined;
  }
}

function readFeeds(database: DatabaseSync): ReadonlyMap<string, FeedRow> {
  const rows = database.prepare('SELECT * FROM feeds').all();
  return new Map(
    rows.map((row) => [
      String(row.name),
      {
        name: String(row.name),
        fingerprint: String(row.fingerprint),
        validators: JSON.parse(String(row.validators)),
        fetchedAt: String(row.fetched_at),
        firstHand: row.first_hand === 1,
        records: Number(row.records),
        bad: Number(row.bad),
        badRecords: JSON.parse(String(row.bad_records)),
      },
    ]),
  );
}
