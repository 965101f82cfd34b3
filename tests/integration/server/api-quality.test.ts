import { readFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '#tests/support/requirements.ts';
import { createApiClient } from '#tests/support/service/api-client.ts';
import { endAll, startTestService, type TestService } from '#tests/support/service/start-test-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});

afterAll(() => endAll(service));

interface Token {
  readonly id: string;
  readonly token: string;
  readonly scope: string;
  readonly lastUsedAt?: string;
}

async function tokenFor(
  scope: string,
): Promise<(method: string, path: string, body?: unknown) => ReturnType<typeof call>> {
  const { token } = await service.api.send<Token>('POST', '/tokens', { name: `for ${scope} ${Math.random()}`, scope });
  const client = createApiClient(service.url);
  const call = (method: string, path: string, body?: unknown) =>
    client.call<{ code?: string }>(method, path, body, { authorization: `Bearer ${token}` });
  return call;
}

describe('an API token', () => {
  it('signs in, is shown once, tells when it was used, and ends when it is revoked', async () => {
    const made = await service.api.send<Token>('POST', '/tokens', { name: 'CI', scope: 'read' });
    expect(made.token).toMatch(/^plimsoll_[\w-]{43}$/);
    const client = createApiClient(service.url);
    const ask = () => client.call('GET', '/images', undefined, { authorization: `Bearer ${made.token}` });
    expect((await ask()).status).toBe(200);
    const listed = await service.api.get<{ items: Token[] }>('/tokens');
    expect(JSON.stringify(listed)).not.toContain(made.token);
    expect(listed.items.find(({ id }) => id === made.id)?.lastUsedAt).toBeDefined();
    const taken = await service.api.call('POST', '/tokens', { name: 'CI', scope: 'read' });
    expect(taken).toMatchObject({ status: 409, body: { code: 'store/name-taken' } });
    await service.api.send('DELETE', `/tokens/${made.id}`);
    expect(await ask()).toMatchObject({ status: 401, body: { code: 'auth/not-signed-in' } });
    expect((await service.api.call('DELETE', `/tokens/${made.id}`)).status).toBe(404);
  });

  it.each([
    ['read', 'GET', '/registries', undefined, 200],
    ['read', 'POST', '/scans', { reference: 'r.example/a:1' }, 403],
    ['read', 'POST', '/registries', { name: 'a', path: 'r.example', type: 'docker-v2' }, 403],
    ['scan', 'POST', '/scans', { reference: 'r.example/a:1' }, 422],
    ['scan', 'POST', '/registries', { name: 'a', path: 'r.example', type: 'docker-v2' }, 403],
    ['admin', 'POST', '/registries', { name: 'a', path: '', type: 'docker-v2' }, 400],
    ['admin', 'GET', '/tokens', undefined, 403],
    ['admin', 'PUT', '/session/password', { currentPassword: 'a', newPassword: 'b'.repeat(12) }, 403],
  ])('for %s is answered on %s %s', async (scope, method, path, body, status) => {
    const call = await tokenFor(scope);
    const answer = await call(method, path, body);
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body.code).toBe('auth/token-may-not');
  });

  it.each(['Bearer wrong', 'Bearer ', 'Basic YTpi', `Bearer ${'x'.repeat(500)}`])(
    'is not %j',
    async (authorization) => {
      const { api } = service;
      expect((await api.call('GET', '/images', undefined, { authorization })).status).toBe(401);
    },
  );
});

describe('what is read', () => {
  it('has an entity tag, and is not sent again to who has it', async () => {
    const first = await service.api.call('GET', '/registries');
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^W\/"/);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const again = await service.api.call('GET', '/registries', undefined, { 'if-none-match': `"other", ${tag}` });
    expect(again.status).toBe(304);
    expect((await service.api.call('GET', '/registries', undefined, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('has the same tag where only its head is asked for', async () => {
    const tagOf = async (method: string) => (await service.api.call(method, '/registries')).headers.get('etag');
    const tag = await tagOf('GET');
    expect(await tagOf('HEAD')).toBe(tag);
    const again = await service.api.call('HEAD', '/registries', undefined, { 'if-none-match': tag ?? '' });
    expect([again.status, again.headers.get('etag')]).toEqual([304, tag]);
  });
});

interface Described {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown }>> };
}

/** Operations with a JSON body: method, path and the example of openapi.json. They would sign out whoever goes on, or fetch something. */
function describedBodies(): readonly (readonly [name: string, method: string, path: string, body: unknown])[] {
  const { paths } = JSON.parse(readFileSync(join(repositoryRoot, 'openapi.json'), 'utf8')) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { operationId, requestBody }]) => {
      const json = requestBody?.content['application/json'];
      if (json === undefined || ['signIn', 'changePassword', 'testRegistrySettings'].includes(operationId)) return [];
      const url = path.replace('/api/v1', '').replace(/\{\w+\}/g, 'example');
      return [[operationId, method.toUpperCase(), url, json.example] as const];
    }),
  );
}

describe('the example of openapi.json', () => {
  // createScan names a registry that there is not: the service says so, with 422, after it has understood the body.
  it.each(describedBodies())('of the body of %s is one that the service takes', async (name, method, path, body) => {
    const answer = await service.api.call<{ code?: string }>(method, path, body);
    const taken = answer.status < 300 || answer.status === 404 || name === 'createScan';
    expect(taken, JSON.stringify(answer.body)).toBe(true);
    expect(answer.body.code).not.toBe('api/invalid-request');
  });
});

describe('requests that cannot be answered', () => {
  const raw = (method: string, path: string, init: RequestInit = {}) =>
    fetch(`${service.url}/api/v1${path}`, {
      method,
      ...init,
      headers: [['cookie', service.api.cookie], ...new Headers(init.headers)],
    });

  it.each<[string, string, string, RequestInit, number, string]>([
    ['by another method', 'PATCH', '/images', {}, 405, 'api/method-not-allowed'],
    ['by another method with a body', 'PUT', '/images', { body: 'x' }, 405, 'api/method-not-allowed'],
    ['for what there may be asked', 'OPTIONS', '/images', {}, 405, 'api/method-not-allowed'],
    ['by another method with parameters', 'POST', '/images/x/packages', {}, 405, 'api/method-not-allowed'],
    [
      'of another media type',
      'POST',
      '/scans',
      { body: 'x', headers: { 'content-type': 'text/xml' } },
      415,
      'api/unsupported-media-type',
    ],
    ['with a NUL in the query', 'GET', '/images?q=%00', {}, 400, 'api/invalid-request'],
    ['with a NUL in the path', 'GET', '/packages/npm/a%00b', {}, 400, 'api/invalid-request'],
    ['with a path that is no UTF-8', 'GET', '/images/%ff', {}, 400, 'api/invalid-request'],
    [
      'with a head that is too long',
      'GET',
      `/comparison?from=${'x'.repeat(20_000)}&to=b`,
      {},
      431,
      'api/head-too-large',
    ],
    ['for nothing', 'GET', '/nothing/at/all', {}, 404, 'api/not-found'],
  ])('%s get a problem document', async (_, method, path, init, status, code) => {
    const answer = await raw(method, path, init);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status, code });
    if (status === 405) expect(answer.headers.get('allow')).toContain('GET');
  });

  it.each(['TRACE', 'QUERY'])('by %s, a method that no browser sends, get one too', async (method) => {
    const answered = Promise.withResolvers<IncomingMessage>();
    const options = { method, headers: { cookie: service.api.cookie } };
    httpRequest(`${service.url}/api/v1/images`, options, answered.resolve).on('error', answered.reject).end();
    const answer = await answered.promise;
    answer.resume();
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('with half a surrogate pair in the body get one too', async () => {
    const body = '{"screen":"images","name":"\\ud800","query":{},"columns":[],"isDefault":false}';
    expect(await service.api.call('POST', '/views', body)).toMatchObject({ status: 400 });
  });

  it('too often are told when to come again', async () => {
    const client = createApiClient(service.url);
    await client.signIn('admin', service.password);
    // A slow machine is allowed some more meanwhile, and what was asked for just before counts too.
    const ask = () => client.call('GET', '/comparison?from=a&to=b');
    let allowed = 0;
    let answer = await ask();
    for (; answer.status === 404 && allowed < 1_000; answer = await ask()) allowed += 1;
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(allowed).toBeGreaterThan(40);
  });
});
