import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { copyFeeds } from './copy-feeds.ts';
import type { FeedRow } from './feed-row.ts';
import { FeedWriter, type FeedWriterOptions } from './feed-writer.ts';
import { applicationId, formatVersion, indexes, schema, stagingSchema } from './schema.ts';
import { Scopes } from './scopes.ts';
import { writeKeys } from './write-keys.ts';

/** What is said of a whole database when it is finished. */
export interface DatabaseFacts {
  readonly builtAt: string;
  readonly revision: number;
  readonly sample: boolean;
  readonly failures: readonly { readonly name: string; readonly error: string }[];
}

/** Builds an advisory database in an empty directory; nothing reads it before it is finished, so nothing is synced until then. */
export class DatabaseBuilder {
  readonly path: string;
  readonly #database: DatabaseSync;
  readonly #scopes = new Scopes();
  #feeds = 0;

  constructor(directory: string) {
    this.path = join(directory, 'advisories.sqlite');
    this.#database = new DatabaseSync(this.path);
    this.#database.exec('PRAGMA page_size = 8192; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;');
    this.#database.prepare('ATTACH ? AS scratch').run(join(directory, 'scratch.sqlite'));
    // Journals in memory: a feed that turns out to be damaged is rolled back as a whole.
    this.#database.exec('PRAGMA journal_mode = MEMORY; PRAGMA scratch.journal_mode = MEMORY;');
    this.#database.exec('PRAGMA scratch.synchronous = OFF;');
    this.#database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${formatVersion};`);
    this.#database.exec(schema + stagingSchema);
  }

  /** Writes one feed: `write` is handed a writer, and says what to remember of the feed; where it throws, nothing is kept. */
  async addFeed(
    options: Pick<FeedWriterOptions, 'speaksFor' | 'keys'>,
    write: (writer: FeedWriter) => Promise<FeedRow>,
  ): Promise<FeedRow> {
    const feed = ++this.#feeds;
    this.#database.exec('BEGIN');
    try {
      const writer = new FeedWriter({ ...options, database: this.#database, scopes: this.#scopes, feed });
      const row = await write(writer);
      writer.finish();
      this.#insertFeed(feed, row);
      this.#database.exec('COMMIT');
      return row;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** Copies the records of feeds from an earlier database; call it once, after the feeds that are written anew. */
  async copyFeeds(
    previousPath: string,
    rows: readonly FeedRow[],
    takeTurns: () => Promise<void> | undefined,
  ): Promise<void> {
    if (rows.length === 0) return;
    this.#database.prepare('ATTACH ? AS previous').run(previousPath);
    this.#database.exec('BEGIN');
    const copied = rows.map((row) => ({ row, feed: ++this.#feeds }));
    for (const { feed, row } of copied) this.#insertFeed(feed, row);
    const feeds = copied.map(({ feed, row }) => ({ feed, name: row.name }));
    await copyFeeds(this.#database, this.#scopes, { feeds, takeTurns });
    this.#database.exec('COMMIT; DETACH previous');
  }

  /** Sorts the statements by key, makes the indexes, notes the facts and closes the file. */
  async finish(facts: DatabaseFacts, takeTurns: () => Promise<void> | undefined): Promise<void> {
    this.#database.exec('BEGIN');
    await writeKeys(this.#database, takeTurns);
    this.#scopes.write(this.#database);
    this.#database.exec(indexes);
    const meta = this.#database.prepare('INSERT INTO meta (name, value) VALUES (?, ?)');
    meta.run('built_at', facts.builtAt);
    meta.run('revision', String(facts.revision));
    meta.run('sample', facts.sample ? '1' : '0');
    const failure = this.#database.prepare('INSERT OR REPLACE INTO failures (name, error) VALUES (?, ?)');
    for (const { name, error } of facts.failures) failure.run(name, error);
    this.#database.exec('COMMIT; DETACH scratch; PRAGMA optimize;');
    this.#database.close();
  }

  /** Closes an unfinished file. */
  abandon(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #insertFeed(feed: number, row: FeedRow): void {
    this.#database
      .prepare(
        'INSERT INTO feeds (id, name, fingerprint, validators, fetched_at, first_hand, records, bad, bad_records) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        feed,
        row.name,
        row.fingerprint,
        JSON.stringify(row.validators),
        row.fetchedAt,
        row.firstHand ? 1 : 0,
        row.records,
        row.bad,
        JSON.stringify(row.badRecords),
      );
  }
}
