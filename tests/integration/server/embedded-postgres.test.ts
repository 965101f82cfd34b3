import { chmod, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#core/logger.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#server/store/index.ts';
import { missing } from '#tests/support/requirements.ts';
import { copyDatabaseTemplate } from '#tests/support/service/database-template.ts';
import { makeTemporaryDirectory, removeTemporaryDirectories } from '#tests/support/service/start-test-service.ts';

let root: string;
const started: EmbeddedPostgres[] = [];

beforeEach(async () => {
  root = await makeTemporaryDirectory();
  await chmod(root, 0o755);
});

afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
  await removeTemporaryDirectories();
});

async function start(dataDirectory: string, preferSystem = false): Promise<EmbeddedPostgres> {
  const options = { searchPath: process.env.PATH ?? '', preferSystem, logger: silentLogger };
  const one = await startEmbeddedPostgres({ dataDirectory, ...options });
  started.push(one);
  return one;
}

async function ask(connection: EmbeddedPostgres['connection'], text: string): Promise<unknown> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

describe('the PostgreSQL that comes along', () => {
  it('keeps what it was given, listens on no network, and orders text by code points', async () => {
    const data = join(root, 'data');
    const first = await start(data);
    await ask(first.connection, 'create table kept as select 7 as x');
    expect(await ask(first.connection, 'show listen_addresses')).toBe('');
    expect(await ask(first.connection, "select 'B' < 'a'")).toBe(true);
    expect((await stat(first.connection.host)).mode & 0o077).toBe(0);
    await first.stop();
    const second = await start(data);
    expect(await ask(second.connection, 'select x from kept')).toBe(7);
  });

  it('says who uses a data directory already', async () => {
    await copyDatabaseTemplate(root);
    await start(root);
    await expect(start(root)).rejects.toMatchObject({ code: 'store/data-directory-in-use' });
  });

  it('works in a directory whose path is too long for a socket', async () => {
    const data = join(root, 'a-rather-long-name-of-a-directory'.repeat(4));
    await copyDatabaseTemplate(data);
    const { connection } = await start(data);
    expect(connection.host.length).toBeLessThan(90);
    expect(await ask(connection, 'select 1')).toBe(1);
  });

  it('makes anew a database whose making was interrupted', async () => {
    await mkdir(join(root, 'postgres/cluster.new'), { recursive: true });
    await mkdir(join(root, 'postgres/cluster.new/half'));
    expect(await ask((await start(root)).connection, 'select 1')).toBe(1);
  });

  it.skipIf(missing('pg_ctl', { optional: true }))("can be the system's own [needs postgresql]", async () => {
    const { connection } = await start(root, true);
    expect(Number(await ask(connection, 'show server_version_num'))).toBeGreaterThanOrEqual(150_000);
  });

  it.skipIf(process.getuid?.() !== 0)('names the directory that its user may not enter [needs root]', async () => {
    await mkdir(join(root, 'closed'), { mode: 0o700 });
    await expect(start(join(root, 'closed/data'))).rejects.toMatchObject({
      code: 'store/data-directory-unreachable',
      message: expect.stringContaining('closed') as string,
    });
  });
});
