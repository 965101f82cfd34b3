import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Writes `rpmdb.sqlite` with one row for each header, numbered from 1, under rpm's own schema. */
export function writeRpmSqlite(
  headers: readonly Uint8Array[],
  options: { readonly pageSize?: number; readonly encoding?: 'UTF-8' | 'UTF-16le' } = {},
): Buffer {
  const directory = mkdtempSync(join(tmpdir(), 'plimsoll-rpmdb-'));
  try {
    const file = join(directory, 'rpmdb.sqlite');
    const database = new DatabaseSync(file);
    database.exec(`pragma page_size = ${options.pageSize ?? 4096}; pragma encoding = '${options.encoding ?? 'UTF-8'}'`);
    database.exec("create table 'Packages' (hnum integer primary key autoincrement, blob blob not null)");
    database.exec("create table 'Name' (key 'TEXT' not null, hnum integer not null, idx integer not null)");
    const insert = database.prepare('insert into Packages (blob) values (?)');
    database.exec('begin');
    for (const header of headers) insert.run(header);
    database.exec('commit');
    database.close();
    return readFileSync(file);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
