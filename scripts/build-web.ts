import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '#tests/support/requirements.ts';

const run = promisify(execFile);

/** Builds the browser's files where they are missing or older than their sources, and returns their directory. */
export async function buildWeb(): Promise<string> {
  const web = join(repositoryRoot, 'web');
  const built = join(web, 'dist', 'index.html');
  if (!existsSync(built) || statSync(built).mtimeMs < newestOf(web)) {
    const vite = join(repositoryRoot, 'node_modules', 'vite', 'bin', 'vite.js');
    // Test runners set NODE_ENV, with which Vite would bundle React's development version.
    const env = { ...process.env, NODE_ENV: 'production' };
    await run(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: web, env });
  }
  return join(web, 'dist');
}

function newestOf(web: string): number {
  const sources = ['src', 'public'].flatMap((folder) =>
    readdirSync(join(web, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const files = [...sources, join(web, 'index.html'), join(web, 'vite.config.ts')];
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

if (import.meta.main) await buildWeb();
