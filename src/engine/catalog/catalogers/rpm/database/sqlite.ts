import { type DatabaseEntry, damage } from './database-entry.ts';
import { openSqlitePages, type SqlitePages } from './sqlite-pages.ts';
import { parseSqliteRecord } from './sqlite-record.ts';
import { walkSqliteTable } from './sqlite-table.ts';

export { isSqlite } from './sqlite-pages.ts';

/**
 * Reads the headers of `rpmdb.sqlite`: the column `blob` of the table `Packages (hnum INTEGER PRIMARY KEY, blob BLOB)`. Own
 * reader (sqlite.org/fileformat2.html), because the bytes are hostile and need not touch a disk.
 */
export function* readPackagesTable(bytes: Uint8Array): Generator<DatabaseEntry> {
  const pages = openSqlitePages(bytes);
  if (typeof pages === 'string') return yield damage(pages);
  if (pages.isTruncated) yield damage('it ends before its last page');
  const root = findTable(pages, 'Packages');
  if (typeof root !== 'number') return yield root;
  for (const row of walkSqliteTable(pages, root)) {
    if (row.kind === 'damage') yield row;
    else {
      const blob = parseSqliteRecord(row.payload, 2)?.[1];
      yield blob instanceof Uint8Array
        ? { kind: 'header', bytes: blob }
        : damage('a row of its table Packages has no blob');
    }
  }
}

/** First page of a table, from the schema, which is the table on page 1. */
function findTable(pages: SqlitePages, name: string): number | DatabaseEntry {
  let found: DatabaseEntry = damage(`it has no table ${name}`);
  for (const row of walkSqliteTable(pages, 1)) {
    if (row.kind === 'damage') found = row;
    else {
      const [type, rowName, , root] = parseSqliteRecord(row.payload, 4) ?? [];
      if (type === 'table' && rowName === name && typeof root === 'number') return root;
    }
  }
  return found;
}
