import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Logger } from '#core/logger.ts';
import { type DockerRegistry, startDockerRegistry } from '#tests/support/registry/docker-registry.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { silence } from '#tests/support/registry/misbehaviour.ts';
import { pushImage } from '#tests/support/registry/push-image.ts';
import { missing } from '#tests/support/requirements.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import { endAll, startTestService, type TestService } from '#tests/support/service/start-test-service.ts';

interface Received {
  readonly format: string;
  readonly queued: readonly { readonly scanId: string; readonly reference: string }[];
  readonly left: readonly { readonly reference: string; readonly reason: string }[];
}

let service: TestService;
let registry: FakeRegistry;
let hook: string;
let id: string;
let secret: string;
const logged: string[] = [];
const log = (fields: unknown, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
const logger: Logger = { debug: log, info: log, warn: log, error: log };

beforeAll(async () => {
  registry = await startFakeRegistry();
  putImage(registry, 'team/app', '1', npmImage(['a@1.0.0']));
  putImage(registry, 'team/app', '2', npmImage(['a@2.0.0']));
  // Nothing is there: what is asked of the internet is not answered.
  service = await startTestService({ logger, environment: { HTTPS_PROXY: 'http://127.0.0.1:1' } });
  const settings = { name: 'R', path: `${registry.host}/team`, type: 'docker-v2', plainHttp: true };
  const filters = { exclude: [':dev'] };
  id = (await service.api.send<{ id: string }>('POST', '/registries', { ...settings, filters })).id;
  ({ secret, path: hook } = await service.api.send<{ secret: string; path: string }>(
    'POST',
    `/registries/${id}/hook-secret`,
  ));
});

afterAll(() => endAll(service, registry));

/** Calls the hook as a registry does: without session. */
async function call(body: string, headers: Readonly<Record<string, string>>, query = '') {
  const init = {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/vnd.docker.distribution.events.v1+json', ...headers },
  };
  const response = await fetch(`${service.url}${hook}${query}`, init);
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Received & { code?: string; detail?: string },
  };
}

const events = (...tags: readonly (readonly [repository: string, tag: string, digest?: string | undefined])[]) =>
  JSON.stringify({
    events: tags.map(([repository, tag, digest]) => ({ action: 'push', target: { repository, tag, digest } })),
  });
const bearer = () => ({ authorization: `Bearer ${secret}` });

describe('the hook of a registry', () => {
  it('says so where Amazon SNS cannot be asked to confirm a subscription, which is no fault of the service', async () => {
    const url = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=1';
    const { status, body } = await call(
      JSON.stringify({ Type: 'SubscriptionConfirmation', SubscribeURL: url }),
      bearer(),
    );
    expect([status, body.code]).toEqual([400, 'api/unknown-event']);
    expect(body.detail).toMatch(/did not confirm the subscription: it cannot be reached/);
  });

  it('scans what was pushed, once for each tag, within path and filters of the registry', async () => {
    const answer = await call(
      events(['team/app', '1'], ['team/app', '1'], ['team/app', 'dev'], ['other/app', '1'], ['../x', '1']),
      bearer(),
    );
    expect(answer.status).toBe(202);
    expect(answer.body.queued.map(({ reference }) => reference)).toEqual([`${registry.host}/team/app:1`]);
    expect(answer.body.left.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('exclude'),
      expect.stringContaining('not below'),
      expect.stringContaining('no name'),
    ]);
    await service.api.until<{ state: string }>(
      `/scans/${answer.body.queued[0]?.scanId}`,
      ({ state }) => state === 'done',
    );
  });

  it('has images tell when they were pushed, of registries that do not tell it when they list', async () => {
    const { items } = await service.api.get<{ items: { imageId: string; lastPushedAt?: string }[] }>('/images');
    expect(items).toHaveLength(1);
    const pushedAt = items[0]?.lastPushedAt ?? '';
    expect(Date.parse(pushedAt)).toBeGreaterThan(Date.parse('2026-01-01'));
    const { names } = await service.api.get<{ names: unknown[] }>(`/images/${items[0]?.imageId}`);
    expect(names).toMatchObject([{ lastPushedAt: pushedAt }]);
  });

  it('leaves a tag that names the digest it named', async () => {
    const digest = registry.store.repository('team/app').tags.get('1');
    const answer = await call(events(['team/app', '1', digest]), bearer());
    expect(answer.body).toMatchObject({ queued: [], left: [{ reason: expect.stringContaining('already') as string }] });
  });

  it('takes a signature, and the secret in the query', async () => {
    const body = events(['team/app', '2']);
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    expect((await call(body, { 'x-hub-signature-256': `sha256=${signature}` })).status).toBe(202);
    expect((await call(events(), {}, `?token=${secret}`)).status).toBe(202);
  });

  it.each([
    ['nothing', {}],
    ['another secret', { authorization: 'Bearer guess' }],
    ['a signature of something else', { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }],
  ])('refuses who comes with %s', async (_, headers) => {
    expect(await call(events(['team/app', '1']), headers)).toMatchObject({
      status: 401,
      body: { code: 'api/hook-refused' },
    });
  });

  it('says what it saw where it knows no such event, and refuses what is too large', async () => {
    expect(await call('{"hello":1}', bearer())).toMatchObject({
      status: 400,
      body: { code: 'api/unknown-event', detail: expect.stringContaining('hello') as string },
    });
    expect((await call(`{"a":"${'x'.repeat(1024 * 1024)}"}`, bearer())).status).toBe(413);
  });

  it('keeps its secret to itself: rotated it is another, and nothing tells the old or the new one', async () => {
    const before = secret;
    ({ secret } = await service.api.send<{ secret: string }>('POST', `/registries/${id}/hook-secret`));
    expect((await call(events(), { authorization: `Bearer ${before}` })).status).toBe(401);
    expect((await call(events(), bearer())).status).toBe(202);
    await call('{}', {}, `?token=${secret}`);
    const told = [JSON.stringify(await service.api.get(`/registries/${id}`)), ...logged].join('\n');
    expect(told).toContain('"hasHook":true');
    for (const one of [before, secret]) expect(told).not.toContain(one);
    await service.api.send('DELETE', `/registries/${id}/hook-secret`);
    expect((await call(events(), bearer())).status).toBe(401);
  });
});

describe('a hook while too many scans wait', () => {
  it('asks to be told again later, and when', async () => {
    const silent = await startFakeRegistry();
    silent.misbehave({ on: /./, how: silence });
    const settings = { name: 'Silent', path: silent.host, type: 'docker-v2', plainHttp: true };
    const added = await service.api.send<{ id: string }>('POST', '/registries', settings);
    const made = await service.api.send<{ secret: string; path: string }>(
      'POST',
      `/registries/${added.id}/hook-secret`,
    );
    const push = (batch: number) => {
      const tags = Array.from({ length: 500 }, (_, index) => ['app', `t${batch}-${index}`] as const);
      const headers = { authorization: `Bearer ${made.secret}`, 'content-type': 'application/json' };
      return fetch(`${service.url}${made.path}`, { method: 'POST', body: events(...tags), headers });
    };
    const answers = [await push(1), await push(2), await push(3), await push(4)];
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 429]);
    const refused = answers[3];
    expect(refused?.headers.get('retry-after')).toBe('60');
    expect(await refused?.json()).toMatchObject({ code: 'api/queue-full' });
    // What tells of no push is taken even so.
    const headers = { authorization: `Bearer ${made.secret}`, 'content-type': 'application/json' };
    const empty = await fetch(`${service.url}${made.path}`, { method: 'POST', body: events(), headers });
    expect(empty.status).toBe(202);
    await service.api.send('DELETE', `/registries/${added.id}`);
    await silent.close();
  });
});

describe.skipIf(missing('docker-registry'))('a Docker registry that tells of pushes [needs docker-registry]', () => {
  let real: DockerRegistry;

  afterAll(() => real.close());

  it('has its images scanned as they come', async () => {
    // The registry must know the hook before it has an address; the path of settings can be changed later.
    const settings = { name: 'Real', type: 'docker-v2', plainHttp: true };
    const added = await service.api.send<{ id: string }>('POST', '/registries', { ...settings, path: 'localhost:1' });
    const made = await service.api.send<{ secret: string; path: string }>(
      'POST',
      `/registries/${added.id}/hook-secret`,
    );
    real = await startDockerRegistry({
      notify: { url: `${service.url}${made.path}`, authorization: `Bearer ${made.secret}` },
    });
    await service.api.send('PUT', `/registries/${added.id}`, { ...settings, path: real.host });
    await pushImage({ baseUrl: real.url, repository: 'team/pushed' }, '7', npmImage(['p@7.0.0']));
    const { items } = await service.api.until<{ items: { reference: string; state: string; runId?: string }[] }>(
      '/scans?q=team/pushed',
      (list) => list.items.length > 0 && list.items.every(({ state }) => state === 'done'),
    );
    expect(items).toMatchObject([{ reference: `${real.host}/team/pushed:7`, state: 'done' }]);
  });
});
