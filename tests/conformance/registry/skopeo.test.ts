import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { mediaTypes } from '#core/descriptor.ts';
import { Secret } from '#core/secret.ts';
import { names } from '#tests/support/registry/all.ts';
import { type Bench, setUpBench } from '#tests/support/registry/bench.ts';
import { startTokenServer, type TokenServer } from '#tests/support/registry/token-server.ts';
import { missing } from '#tests/support/requirements.ts';

const run = promisify(execFile);
const signal = new AbortController().signal;
const users = { ada: 's3cret' };
let bench: Bench;
let tokens: TokenServer;

afterEach(async () => {
  await bench.close();
  await tokens.close();
});

describe.skipIf(missing('skopeo'))('skopeo sees in the fake registry what the client sees [needs skopeo]', () => {
  it.each(['basic', 'bearer'] as const)('signed in by %s', async (kind) => {
    tokens = await startTokenServer({ users });
    const access = kind === 'basic' ? { kind, users } : { kind, tokens, service: 'fake' };
    const credential = { username: 'ada', password: new Secret(users.ada) };
    bench = await setUpBench({ registry: { access }, client: { credential } });
    for (const tag of ['2', '3']) {
      bench.registry.store.putManifest('app', tag, { bytes: bench.manifest, mediaType: mediaTypes.ociManifest });
    }
    const { manifest, tags } = await askSkopeo(`docker://${bench.registry.host}/app`);
    expect(Buffer.from((await bench.client.manifest(bench.reference, { signal })).bytes).toString()).toBe(manifest);
    expect(await names(bench.client.listTags('app', { signal }))).toEqual(tags);
  });
});

async function askSkopeo(image: string): Promise<{ manifest: string; tags: unknown }> {
  const directory = await mkdtemp(join(tmpdir(), 'plimsoll-skopeo-'));
  const signIn = ['--tls-verify=false', '--creds', 'ada:s3cret'];
  const env = { HOME: directory, XDG_RUNTIME_DIR: directory, PATH: process.env.PATH };
  try {
    const inspected = await run('skopeo', ['inspect', '--raw', ...signIn, `${image}:1`], { env });
    const listed = await run('skopeo', ['list-tags', ...signIn, image], { env });
    return { manifest: inspected.stdout, tags: (JSON.parse(listed.stdout) as { Tags: unknown }).Tags };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
