import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Logger } from '#core/logger.ts';
import { argumentsBelow } from '#tests/support/process-arguments.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { answer, html } from '#tests/support/registry/misbehaviour.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import {
  endAll,
  makeTemporaryDirectory,
  startTestService,
  type TestService,
} from '#tests/support/service/start-test-service.ts';

const secret = 'correct-horse-battery';
const logged: string[] = [];
const log = (fields: unknown, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
const logger: Logger = { debug: log, info: log, warn: log, error: log };

let service: TestService;
let registry: FakeRegistry;
let settings: Readonly<Record<string, unknown>>;
let id: string;

beforeAll(async () => {
  registry = await startFakeRegistry({ access: { kind: 'basic', users: { robot: secret } } });
  putImage(registry, 'team/app', '1', npmImage(['a@1.0.0']));
  putImage(registry, 'other/app', '1', npmImage(['b@1.0.0']));
  service = await startTestService({ logger });
  settings = { name: 'Mine', path: registry.host, type: 'docker-v2', plainHttp: true };
  const credential = { username: 'robot', password: secret };
  id = (await service.api.send<{ id: string }>('POST', '/registries', { ...settings, credential })).id;
});

afterAll(() => endAll(service, registry));

describe('a stored credential', () => {
  it('is in no table, in no answer and in no log', async () => {
    await service.api.send('POST', `/registries/${id}/test`);
    const client = new pg.Client({ host: join(service.dataDirectory, 'run'), user: 'plimsoll', database: 'plimsoll' });
    await client.connect();
    const tables = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')",
    );
    const holding: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ found: boolean }>(
        `select exists (select from ${name} t where position($1 in t::text) > 0 or position($2 in t::text) > 0) as found`,
        [secret, Buffer.from(secret).toString('hex')],
      );
      if (rows[0]?.found === true) holding.push(name);
    }
    await client.end();
    expect(tables.rows.length).toBeGreaterThan(15);
    expect(holding).toEqual([]);
    expect(JSON.stringify(await service.api.get('/registries'))).not.toContain(secret);
    expect(logged.join('\n')).not.toContain(secret);
  });

  it.skipIf(process.platform !== 'linux')(
    'is in the arguments of no process while it is used [needs Linux]',
    async () => {
      const { id: runId } = await service.api.send<{ id: string }>('POST', `/registries/${id}/dry-runs`, {});
      const seen = new Set<string>();
      await service.api.until<{ state: string }>(`/runs/${runId}`, ({ state }) => {
        for (const one of argumentsBelow(process.pid)) seen.add(one);
        return state === 'done';
      });
      expect([...seen].join('\n')).toMatch(/postgres/);
      expect([...seen].filter((one) => one.includes(secret))).toEqual([]);
    },
  );

  it('is sealed with a key that only its owner can read', async () => {
    const path = join(service.dataDirectory, 'encryption.key');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(Buffer.from(await readFile(path, 'utf8'), 'base64')).toHaveLength(32);
  });

  it('is kept when nothing is said of it, and needed again where the path is another', async () => {
    const kept = await service.api.send('PUT', `/registries/${id}`, { ...settings, name: 'Renamed' });
    expect(kept).toMatchObject({ name: 'Renamed', hasCredential: true, username: 'robot' });
    for (const path of ['elsewhere.example', `${registry.host}/team`]) {
      const refused = await service.api.call('PUT', `/registries/${id}`, { ...settings, path });
      expect(refused).toMatchObject({ status: 422, body: { code: 'api/credential-needed-again' } });
      const tried = await service.api.call('POST', '/registries/test', { ...settings, path, registryId: id });
      expect(tried).toMatchObject({ status: 422, body: { code: 'api/credential-needed-again' } });
    }
  });
});

describe('trying a registry', () => {
  it.each([
    ['is well', {}, { ok: true, canList: true, message: expect.stringContaining('signed in') as string }],
    [
      'has another password',
      { credential: { username: 'robot', password: 'wrong' } },
      { ok: false, code: 'registry/unauthorized' },
    ],
    ['is not there', { path: '127.0.0.1:1', credential: {} }, { ok: false, code: 'registry/connection-refused' }],
    [
      'has no such name',
      { path: 'no-such-host.invalid', credential: {} },
      { ok: false, code: 'registry/name-not-resolved' },
    ],
  ])('tells when it %s', async (_, changes, result) => {
    const tried = await service.api.send('POST', '/registries/test', { ...settings, registryId: id, ...changes });
    expect(tried).toMatchObject(result);
  });

  it('tells a web server from a registry', async () => {
    const web = await startFakeRegistry();
    web.misbehave({ on: /./, how: html });
    const tried = await service.api.send('POST', '/registries/test', { ...settings, path: web.host });
    expect(tried).toMatchObject({ ok: false, code: 'registry/not-a-registry' });
    await web.close();
  });

  it('asks one that has trouble once more and no oftener, since somebody waits', async () => {
    const busy = await startFakeRegistry();
    busy.misbehave({ on: /./, how: answer(503) });
    const tried = await service.api.send('POST', '/registries/test', { ...settings, path: busy.host });
    expect(tried).toMatchObject({ ok: false, code: 'registry/unavailable' });
    expect(busy.requests).toHaveLength(2);
    await busy.close();
  });
});

describe('settings of a registry', () => {
  it.each([
    ['an unknown type', { type: 'none' }, 'type'],
    ['a path with a scheme', { path: 'http://registry.example' }, 'Plain HTTP'],
    ['a path that is none', { path: 'not a host' }, 'path'],
    ['a repository that is none', { repositories: ['UPPER'] }, 'UPPER'],
    ['a certificate that is none', { ca: 'hello' }, 'PEM'],
    ['half a credential', { credential: { username: 'robot' } }, 'password'],
  ])('with %s are refused', async (_, changes, named) => {
    const refused = await service.api.call('POST', '/registries', {
      ...settings,
      name: 'Other',
      path: 'o.example',
      ...changes,
    });
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain(named);
  });

  it.each([
    ['name', { path: 'other.example' }],
    ['path', { name: 'Other' }],
  ])('with a %s that is taken are refused', async (_, changes) => {
    await service.api.send('PUT', `/registries/${id}`, settings);
    const refused = await service.api.call('POST', '/registries', { ...settings, ...changes });
    expect(refused).toMatchObject({ status: 409, body: { code: 'store/name-taken' } });
  });

  it.each([
    ['names a time of every day', 'cron=0 3 * * *&timeZone=Europe/Berlin', { nextRuns: 3, problem: undefined }],
    ['is empty', 'cron=&timeZone=UTC', { nextRuns: 0, problem: undefined }],
    ['is none', 'cron=sometimes&timeZone=UTC', { nextRuns: 0, problem: 'is no schedule' }],
    ['names a day that never comes', 'cron=0 0 30 2 *&timeZone=UTC', { nextRuns: 0, problem: 'never comes' }],
    ['is of no time zone', 'cron=0 3 * * *&timeZone=Mars/Base', { nextRuns: 0, problem: 'is no time zone' }],
  ])('tell the next times of a schedule that %s, before it is saved', async (_, query, { nextRuns, problem }) => {
    const path = `/schedule-preview?${query.replaceAll(' ', '%20')}`;
    const preview = await service.api.get<{ nextRuns: string[]; problem?: string }>(path);
    expect(preview.nextRuns).toHaveLength(nextRuns);
    expect([...preview.nextRuns].sort()).toEqual(preview.nextRuns);
    if (problem === undefined) expect(preview.problem).toBeUndefined();
    else expect(preview.problem).toContain(problem);
  });

  it('of a path below a host cover what lies there, and only that', async () => {
    const credential = { username: 'robot', password: secret };
    const below = { ...settings, name: 'Below', path: `${registry.host}/team`, credential };
    const added = await service.api.send<{ id: string }>('POST', '/registries', below);
    await service.api.send('POST', `/registries/${added.id}/scans`);
    await service.api.until<{ items: { state: string }[] }>(
      `/registries/${added.id}/runs`,
      ({ items }) => items[0]?.state === 'done',
    );
    const { items } = await service.api.get<{ items: { repository: string; registryId: string }[] }>('/images');
    expect(items.map(({ repository, registryId }) => [repository, registryId])).toEqual([
      [`${registry.host}/team/app`, added.id],
    ]);
    expect((await service.api.call('DELETE', `/registries/${added.id}`)).status).toBe(204);
    expect(await service.api.get('/images')).toMatchObject({ items: [] });
  });
});

describe('a registry that lists no repositories', () => {
  it('fails its run with what to do, and is scanned once they are named', async () => {
    const shy = await startFakeRegistry();
    putImage(shy, 'named/app', '1', npmImage(['c@1.0.0']));
    shy.misbehave({ on: /_catalog/, how: (_request, response) => void response.writeHead(404).end() });
    const shySettings = { name: 'Shy', path: shy.host, type: 'docker-v2', plainHttp: true };
    const added = await service.api.send<{ id: string }>('POST', '/registries', shySettings);
    const run = async () => {
      await service.api.send('POST', `/registries/${added.id}/scans`);
      const ended = (list: { items: { state: string }[] }) => ['done', 'failed'].includes(list.items[0]?.state ?? '');
      const { items } = await service.api.until<{
        items: { state: string; error?: string; counts: { scanned: number } }[];
      }>(`/registries/${added.id}/runs`, ended);
      return items[0];
    };
    expect(await run()).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('Name the repositories') as string,
    });
    await service.api.send('PUT', `/registries/${added.id}`, { ...shySettings, repositories: ['named/app'] });
    expect(await run()).toMatchObject({ state: 'done', counts: { scanned: 1 } });
    await shy.close();
  });
});

describe('a key that is changed', () => {
  it('opens what the one before has sealed, and that one is not needed after', async () => {
    const dataDirectory = await makeTemporaryDirectory();
    const withKey = (key: string, previous?: string) => ({
      dataDirectory,
      environment: {
        PLIMSOLL_ENCRYPTION_KEY: key.repeat(64),
        ...(previous !== undefined && { PLIMSOLL_ENCRYPTION_KEY_PREVIOUS: previous.repeat(64) }),
      },
    });
    const first = await startTestService(withKey('a'));
    const credential = { username: 'robot', password: secret };
    const { id: made } = await first.api.send<{ id: string }>('POST', '/registries', { ...settings, credential });
    await first.api.send('POST', `/registries/${made}/hook-secret`);
    await first.close();
    const { password } = first;
    await (await startTestService({ ...withKey('b', 'a'), password })).close();
    const third = await startTestService({ ...withKey('b'), password });
    expect(await third.api.send('POST', `/registries/${made}/test`)).toMatchObject({ ok: true });
    await third.close();
    const logged: string[] = [];
    const log = (fields: unknown, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
    const logger: Logger = { debug: log, info: log, warn: log, error: log };
    await (await startTestService({ ...withKey('c'), password, logger })).close();
    expect(logged.join()).toMatch(/cannot be decrypted.*\["Mine"\]/);
  });
});

describe('a key that is lost', () => {
  it('is said to be, and the credential can be entered again', async () => {
    const dataDirectory = await makeTemporaryDirectory();
    const first = await startTestService({ dataDirectory, environment: { PLIMSOLL_ENCRYPTION_KEY: 'a'.repeat(64) } });
    const credential = { username: 'robot', password: secret };
    const created = await first.api.send<{ id: string }>('POST', '/registries', { ...settings, credential });
    await first.close();
    const environment = { PLIMSOLL_ENCRYPTION_KEY: 'b'.repeat(64) };
    const second = await startTestService({ dataDirectory, environment, password: first.password });
    const refused = await second.api.call('POST', `/registries/${created.id}/test`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'store/key-wrong' } });
    await second.api.send('PUT', `/registries/${created.id}`, { ...settings, credential });
    expect(await second.api.send('POST', `/registries/${created.id}/test`)).toMatchObject({ ok: true });
    await second.close();
  });
});
