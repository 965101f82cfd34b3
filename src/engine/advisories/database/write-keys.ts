import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { joinStatements } from './statement-text.ts';

/**
 * Gives each (scope, name) its key and its statements. A key's hash covers what advisories say of it, headers and feeds included,
 * and not how this database numbers them, so that the keys that differ between two builds are the packages to match again.
 */
export async function writeKeys(database: DatabaseSync, takeTurns: () => Promise<void> | undefined): Promise<void> {
  const rows = database
    .prepare(
      `SELECT scope, s.name AS name, advisory, seq, statement, a.name AS id, f.name AS feed, header
         FROM scratch.staging s JOIN advisories a ON a.id = s.advisory JOIN feeds f ON f.id = a.feed
        ORDER BY scope, s.name, a.name, advisory, seq`,
    )
    .iterate();
  const insert = database.prepare('INSERT INTO keys (scope, name, hash, statements) VALUES (?, ?, ?, ?)');
  let current: { scope: number; name: string; said: string; statements: StagedRow[] } | undefined;
  const closeKey = () => {
    if (current === undefined) return;
    const { scope, name, said, statements } = current;
    insert.run(scope, name, hash('sha1', said, 'buffer').subarray(0, 8), joinStatements(statements));
  };
  for (const staged of rows) {
    const row = staged as unknown as StagedRow;
    const { scope, name, statement, id, feed, header } = row;
    if (current?.scope !== scope || current.name !== name) {
      closeKey();
      current = { scope, name, said: '', statements: [] };
    }
    current.said += `${id}\n${feed}\n${header}\n${statement}\n`;
    current.statements.push(row);
    await takeTurns();
  }
  closeKey();
}

interface StagedRow {
  readonly scope: number;
  readonly name: string;
  readonly advisory: number;
  readonly seq: number;
  readonly statement: string;
  readonly id: string;
  readonly feed: string;
  readonly header: string;
}
