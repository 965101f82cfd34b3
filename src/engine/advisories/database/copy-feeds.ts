import type { DatabaseSync } from 'node:sqlite';
import { nextIds } from './feed-writer.ts';
import type { Scopes } from './scopes.ts';

/** A feed whose records are to be copied: its name, and its number in the new database. */
export interface CopiedFeed {
  readonly name: string;
  readonly feed: number;
}

/**
 * Copies feeds from the attached database `previous`, renumbered, in one pass over each table however many feeds there are.
 * The advisories and blocks of a feed have consecutive numbers, so each feed moves by one distance.
 */
export async function copyFeeds(
  database: DatabaseSync,
  scopes: Scopes,
  { feeds, takeTurns }: { readonly feeds: readonly CopiedFeed[]; readonly takeTurns: () => Promise<void> | undefined },
): Promise<void> {
  database.exec(`
    CREATE TABLE scratch.moved (old INTEGER PRIMARY KEY, feed INTEGER, first INTEGER, last INTEGER, by INTEGER, blocks INTEGER);
    CREATE TABLE scratch.scope_map (old INTEGER PRIMARY KEY, scope INTEGER);
  `);
  planMoves(database, feeds);
  mapScopes(database, scopes);
  for (const statement of copying.split(';')) {
    database.exec(statement);
    await takeTurns();
  }
}

const copying = `
INSERT INTO bodies (id, feed, data)
  SELECT b.id + m.blocks, m.feed, b.data FROM previous.bodies b JOIN scratch.moved m ON m.old = b.feed ORDER BY 1;
INSERT INTO advisories (id, feed, name, header, block, slot)
  SELECT a.id + m.by, m.feed, a.name, a.header, a.block + m.blocks, a.slot
    FROM previous.advisories a JOIN scratch.moved m ON m.old = a.feed ORDER BY 1;
INSERT INTO scratch.staging (scope, name, advisory, seq, statement)
  SELECT s.scope, k.name, j.value ->> 0 + m.by, j.value ->> 1, j.value -> 2
    FROM previous.keys k JOIN scratch.scope_map s ON s.old = k.scope, json_each(k.statements) j
    JOIN scratch.moved m ON j.value ->> 0 BETWEEN m.first AND m.last;
INSERT OR IGNORE INTO rated (vulnerability, advisory)
  SELECT r.vulnerability, r.advisory + m.by
    FROM previous.rated r CROSS JOIN scratch.moved m ON r.advisory BETWEEN m.first AND m.last;
INSERT OR IGNORE INTO scores (cve, feed, score, percentile, day)
  SELECT s.cve, m.feed, s.score, s.percentile, s.day FROM previous.scores s JOIN scratch.moved m ON m.old = s.feed;
INSERT INTO exploits (vulnerability, feed, seq, body)
  SELECT e.vulnerability, m.feed, e.seq, e.body FROM previous.exploits e JOIN scratch.moved m ON m.old = e.feed;
INSERT INTO vulnerabilities (cve, feed, body)
  SELECT v.cve, m.feed, v.body FROM previous.vulnerabilities v JOIN scratch.moved m ON m.old = v.feed;
INSERT INTO cycles (product, cycle, feed, body)
  SELECT c.product, c.cycle, m.feed, c.body FROM previous.cycles c JOIN scratch.moved m ON m.old = c.feed;
`;

function planMoves(database: DatabaseSync, feeds: readonly CopiedFeed[]): void {
  const find = database.prepare('SELECT id FROM previous.feeds WHERE name = ?');
  const extent = database.prepare(
    `SELECT coalesce(min(id), 1) AS first, coalesce(max(id), 0) AS last,
            coalesce(min(block), 1) AS firstBlock, coalesce(max(block), 0) AS lastBlock
       FROM previous.advisories WHERE feed = ?`,
  );
  const insert = database.prepare(
    'INSERT INTO scratch.moved (old, feed, first, last, by, blocks) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const next = { ...nextIds(database) };
  for (const { name, feed } of feeds) {
    const old = Number(find.get(name)?.id);
    const row = extent.get(old);
    const [first, last] = [Number(row?.first), Number(row?.last)];
    const [firstBlock, lastBlock] = [Number(row?.firstBlock), Number(row?.lastBlock)];
    insert.run(old, feed, first, last, next.advisory - first, next.block - firstBlock);
    next.advisory += last - first + 1;
    next.block += lastBlock - firstBlock + 1;
  }
}

/** Scopes have other numbers in the new database, given in the order in which they are met. */
function mapScopes(database: DatabaseSync, scopes: Scopes): void {
  const insert = database.prepare('INSERT INTO scratch.scope_map (old, scope) VALUES (?, ?)');
  for (const row of database.prepare('SELECT id, ecosystem, release FROM previous.scopes').all()) {
    insert.run(Number(row.id), scopes.idOf(String(row.ecosystem), String(row.release)));
  }
}
