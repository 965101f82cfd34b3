import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BuiltIndex } from '../build-image.ts';
import { writeOciLayout } from '../write-image.ts';

const run = promisify(execFile);

/** Has skopeo push an index with all that it lists, to `host/repository:tag` of a registry that speaks plain HTTP. */
export async function skopeoCopy(
  index: BuiltIndex,
  target: string,
  user?: { readonly username: string; readonly password: string },
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'plimsoll-skopeo-'));
  try {
    const layout = await writeOciLayout(join(directory, 'layout'), [{ image: index, tag: '1' }]);
    const signIn = user === undefined ? [] : ['--dest-creds', `${user.username}:${user.password}`];
    const from = `oci:${layout}:1`;
    const env = { HOME: directory, XDG_RUNTIME_DIR: directory, PATH: process.env.PATH };
    await run('skopeo', ['copy', '--all', '--dest-tls-verify=false', ...signIn, from, `docker://${target}`], { env });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
