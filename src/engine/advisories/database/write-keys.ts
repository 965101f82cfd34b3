import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/**
 * Gives each (scope, name) its key and its statements. A key's hash covers what advisories say of it, headers included, so
 * that the keys that differ between two builds are the packages to match again.
 */
export async function writeKeys(database: DatabaseSync, takeTurns: () => Promise<void> | undefined): Promise<void> {
  const rows = database
    .prepare(
      `SELECT scope, s.name AS name, advisory, seq, statement, a.name AS id, header
         FROM scratch.staging s JOIN advisories a ON a.id = s.advisory ORDER BY scope, s.name, a.name, advisory, seq`,
    )
    .iterate();
  const insertKey = database.prepare('INSERT INTO keys (id, scope, name, hash) VALUES (?, ?, ?, ?)');
  const insertStatement = database.prepare('INSERT INTO affected (key, advisory, seq, statement) VALUES (?, ?, ?, ?)');
  let key = 0;
  let current: { scope: number; name: string; said: string } | undefined;
  const closeKey = () => {
    if (current === undefined) return;
    insertKey.run(key, current.scope, current.name, hash('sha1', current.said, 'buffer').subarray(0, 8));
  };
  for (const row of rows) {
    const { scope, name, advisory, seq, statement, id, header } = row as unknown as StagedRow;
    if (current?.scope !== scope || current.name !== name) {
      closeKey();
      key += 1;
      current = { scope, name, said: '' };
    }
    current.said += `${id}\n${header}\n${statement}\n`;
    insertStatement.run(key, advisory, seq, statement);
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
  readonly header: string;
}
