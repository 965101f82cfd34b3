import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const variable = 'PLIMSOLL_TEST_DATABASE';
const run = promisify(execFile);

/**
 * Makes an empty database before the first test that may want one, since making it anew for each takes three seconds of processor time.
 * For `globalSetup`; groups that run together share it.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[variable] !== undefined) return;
  const directory = await mkdtemp(join(tmpdir(), 'plimsoll-template-'));
  // As a process of its own, which finds the PostgreSQL that npm brought as the service does.
  await run(process.execPath, [join(import.meta.dirname, 'database-template-process.ts'), directory]);
  process.env[variable] = join(directory, 'postgres');
  return async () => {
    delete process.env[variable];
    await rm(directory, { recursive: true, force: true });
  };
}

/** Copies the database to where a service with that data directory keeps its own, unless there is one already. */
export async function copyDatabaseTemplate(dataDirectory: string): Promise<void> {
  const template = process.env[variable];
  const target = join(dataDirectory, 'postgres');
  if (template === undefined || existsSync(target)) return;
  await mkdir(target, { recursive: true, mode: 0o700 });
  for (const name of await readdir(template)) {
    // With owners and modes: PostgreSQL takes a directory of its own account only.
    if (name === 'cluster') await run('cp', ['-a', join(template, name), join(target, name)]);
    else await symlink(join(template, name), join(target, name));
  }
}
