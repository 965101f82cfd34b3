import { DatabaseSync } from 'node:sqlite';
import { AdvisoryError } from '../advisory-error.ts';
import type { AdvisoryDatabaseStatus } from './advisory-database.ts';
import { openAdvisoryDatabase } from './open-advisory-database.ts';
import { indexes, schema } from './schema.ts';

/** Columns that hold JSON, which look-ups take as it is. */
const json = {
  keys: 'statements',
  advisories: 'header',
  exploits: 'body',
  vulnerabilities: 'body',
  cycles: 'body',
} as const;

/**
 * Makes sure that a file from elsewhere is such a database as this program builds: the very same tables and indexes and nothing else (no view or
 * trigger that would run), every page sound, what is read as JSON JSON. Throws an {@link AdvisoryError} that names `file`.
 */
export function verifyDatabase(path: string, file: string): AdvisoryDatabaseStatus {
  try {
    const opened = openAdvisoryDatabase(path);
    const status = opened.status();
    opened.close();
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      database.exec('PRAGMA trusted_schema = OFF');
      const wrong = whatIsWrong(database);
      if (wrong !== undefined) throw new Error(wrong);
    } finally {
      database.close();
    }
    return status;
  } catch (error) {
    const why = error instanceof Error ? error.message.replaceAll(path, 'it') : String(error);
    throw new AdvisoryError('advisories/import-invalid', `${file} holds no good advisory database: ${why}`, {
      cause: error,
    });
  }
}

function whatIsWrong(database: DatabaseSync): string | undefined {
  if (JSON.stringify(tablesOf(database)) !== JSON.stringify(expectedTables())) return 'its tables are not those of one';
  const check = Object.values(database.prepare('PRAGMA quick_check(1)').get() ?? {})[0];
  if (check !== 'ok') return `it is damaged (${String(check)})`;
  for (const [table, column] of Object.entries(json)) {
    const { bad } =
      database.prepare(`SELECT count(*) AS bad FROM ${table} WHERE NOT json_valid(${column})`).get() ?? {};
    if (bad !== 0) return `${String(bad)} rows of its table ${table} are not JSON`;
  }
  return undefined;
}

function expectedTables(): readonly string[] {
  const empty = new DatabaseSync(':memory:');
  try {
    empty.exec(`${schema};${indexes}`);
    return tablesOf(empty);
  } finally {
    empty.close();
  }
}

/** SQLite's own statistics may be there or not. */
function tablesOf(database: DatabaseSync): readonly string[] {
  const rows = database
    .prepare(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name, type",
    )
    .all();
  return rows.map(
    ({ type, name, tbl_name, sql }) => `${String(type)} ${String(name)} ${String(tbl_name)} ${String(sql)}`,
  );
}
