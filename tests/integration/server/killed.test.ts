import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { repositoryRoot } from '#tests/support/requirements.ts';
import { createApiClient } from '#tests/support/service/api-client.ts';
import { copyDatabaseTemplate } from '#tests/support/service/database-template.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import { makeTemporaryDirectory, removeTemporaryDirectories } from '#tests/support/service/start-test-service.ts';

/** A service in a process of its own. */
interface ServiceProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly password: string | undefined;
}

let data: string;
let registry: FakeRegistry;
const running = new Set<ChildProcess>();

beforeEach(async () => {
  data = await makeTemporaryDirectory();
  await copyDatabaseTemplate(data);
  registry = await startFakeRegistry();
});

afterEach(async () => {
  for (const child of running) await end(child, 'SIGTERM');
  await registry.close();
  await removeTemporaryDirectories();
});

async function start(): Promise<ServiceProcess> {
  const child = spawn(
    process.execPath,
    [join(repositoryRoot, 'bin/plimsoll.js'), 'serve', '--data', data, '--port', '0'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env.PATH, PLIMSOLL_UPDATE_HOURS: '0', PLIMSOLL_LOG_LEVEL: 'error' },
    },
  );
  running.add(child);
  let password: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    password = /Password\s+(\S+)/.exec(line)?.[1] ?? password;
    const url = /runs at (\S+)/.exec(line)?.[1];
    if (url !== undefined) return { child, url, password };
  }
  throw new Error('the service ended before it ran');
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

describe('a service that is killed in the middle of a scan', () => {
  it('takes the scan up again when it is started, and ends it once', async () => {
    putImage(registry, 'slow/app', '1', npmImage(['one@1.0.0'], ['two@1.0.0']));
    const killed = Promise.withResolvers<void>();
    registry.misbehave({
      on: /slow\/app\/blobs/,
      how: async (_request, _response, serve) => {
        await killed.promise;
        await serve();
      },
    });
    const first = await start();
    const before = createApiClient(first.url);
    await before.signIn('admin', first.password ?? '');
    await before.send('POST', '/registries', { name: 'R', path: registry.host, type: 'docker-v2', plainHttp: true });
    const { id } = await before.send<{ id: string }>('POST', '/scans', { reference: `${registry.host}/slow/app:1` });
    await before.until<{ state: string }>(`/scans/${id}`, ({ state }) => state === 'running');
    await end(first.child, 'SIGKILL');
    killed.resolve();

    const second = await start();
    expect(second.password).toBeUndefined();
    const after = createApiClient(second.url);
    await after.signIn('admin', first.password ?? '');
    const done = await after.until<{ state: string; attempts: number }>(
      `/scans/${id}`,
      ({ state }) => state === 'done',
    );
    expect(done.attempts).toBe(2);
    expect(await after.get('/scans')).toMatchObject({ items: [{ id }] });
    expect(await after.get('/images')).toMatchObject({ total: 1, items: [{ packages: 2 }] });
    await end(second.child, 'SIGTERM');
    expect(second.child.exitCode).toBe(0);
  });

  it('leaves no PostgreSQL behind', async () => {
    const { child } = await start();
    const pidFile = join(data, 'postgres/cluster/postmaster.pid');
    const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
    await end(child, 'SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 60_000 }).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
