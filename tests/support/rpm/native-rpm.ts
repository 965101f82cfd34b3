import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** One line for each package, of all that the cataloger reads. */
const queryFormat = `${[
  'NAME',
  'EPOCH',
  'VERSION',
  'RELEASE',
  'ARCH',
  'SOURCERPM',
  'LICENSE',
  'VENDOR',
  'MODULARITYLABEL',
]
  .map((tag) => `%{${tag}}`)
  .join('|')}\\n`;

/** What rpm itself lists of the database in `directory`, sorted. */
export function listWithRpm(directory: string, backend: 'sqlite' | 'bdb_ro'): readonly string[] {
  const options = ['--define', `_db_backend ${backend}`, '--dbpath', directory];
  const output = execFileSync('rpm', [...options, '-qa', '--qf', queryFormat], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return output.split('\n').slice(0, -1).sort();
}

/** Builds packages from a spec with rpmbuild, notes them in a new database under `directory`, and returns its directory. */
export function installWithRpm(directory: string, spec: string): string {
  const file = join(directory, 'test.spec');
  const database = join(directory, 'rpmdb');
  writeFileSync(file, spec);
  mkdirSync(database);
  const quiet = { stdio: 'pipe' } as const;
  execFileSync('rpmbuild', ['-bb', '--define', `_topdir ${directory}/top`, file], quiet);
  const packages = readdirSync(join(directory, 'top/RPMS'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.rpm'))
    .map((path) => join(directory, 'top/RPMS', path));
  const options = ['--define', '_db_backend sqlite', '--dbpath', database, '--justdb', '--nodeps', '--nosignature'];
  execFileSync('rpm', [...options, '-i', ...packages], quiet);
  return database;
}

/** The headers in an `rpmdb.sqlite`, read by SQLite. */
export function headersOf(databaseDirectory: string): readonly Uint8Array[] {
  const database = new DatabaseSync(join(databaseDirectory, 'rpmdb.sqlite'), { readOnly: true });
  try {
    const rows = database.prepare('select blob from Packages order by hnum').all();
    return rows.map(({ blob }) => blob).filter((blob) => blob instanceof Uint8Array);
  } finally {
    database.close();
  }
}

/** Writes `Packages` in `directory` with Berkeley DB's own tool, and returns its bytes. */
export function loadBerkeleyHash(
  directory: string,
  headers: readonly Uint8Array[],
  options: { readonly byteOrder: 'little' | 'big'; readonly pageSize: number },
): Buffer {
  const number = (value: number) => {
    const bytes = Buffer.alloc(4);
    if (options.byteOrder === 'little') bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    return bytes;
  };
  const records = [number(headers.length), ...headers].map((value, key) => [number(key), value]);
  const dump = [
    'VERSION=3',
    'format=bytevalue',
    'type=hash',
    `db_lorder=${options.byteOrder === 'little' ? 1234 : 4321}`,
    `db_pagesize=${options.pageSize}`,
    'HEADER=END',
    ...records.flat().map((bytes) => ` ${Buffer.from(bytes).toString('hex')}`),
    'DATA=END',
  ];
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'Packages');
  execFileSync('db5.3_load', [file], { input: `${dump.join('\n')}\n` });
  return readFileSync(file);
}
