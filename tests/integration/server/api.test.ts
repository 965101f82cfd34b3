import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClient } from '#tests/support/service/api-client.ts';
import { endAll, startTestService, type TestService } from '#tests/support/service/start-test-service.ts';
import { findStaleFiles } from '../../../scripts/generate-api.ts';
import { operations } from '../../../src/server/api/schemas/index.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});

afterAll(() => endAll(service));

/** An operation's path with something in place of its parameters. */
const pathOf = (url: string) => url.replace(/:\w+/g, 'none');

describe('openapi.json and the generated client', () => {
  it('are what the schemas say now', async () => {
    expect(await findStaleFiles()).toEqual([]);
  });

  it('describe every property and give every operation a name of its own', () => {
    const undescribed: string[] = [];
    const visit = (schema: unknown, path: string) => {
      if (typeof schema !== 'object' || schema === null) return;
      const { properties = {}, items } = schema as {
        properties?: Record<string, { description?: string; $ref?: string }>;
        items?: unknown;
      };
      for (const [name, property] of Object.entries(properties)) {
        if (property.description === undefined && property.$ref === undefined) undescribed.push(`${path}.${name}`);
        visit(property, `${path}.${name}`);
      }
      visit(items, `${path}[]`);
    };
    for (const { schema } of operations) {
      for (const part of [schema.params, schema.querystring, schema.body]) visit(part, schema.operationId);
    }
    expect(undescribed).toEqual([]);
    const names = operations.map(({ schema }) => schema.operationId);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('every operation', () => {
  it.each(operations.map((one) => [one.schema.operationId, one] as const))(
    '%s is there',
    async (_, { method, url, schema }) => {
      if (schema.operationId === 'watchScans' || schema.operationId === 'signOut') return;
      const { status, body } = await service.api.call<{ code?: string; detail?: string }>(
        method,
        pathOf(url),
        schema.body === undefined ? undefined : {},
      );
      expect(body.detail ?? '').not.toContain('there is nothing at');
      expect(status).not.toBe(500);
    },
  );

  it.each(
    operations
      .filter(({ schema }) => schema.security === undefined)
      .map((one) => [one.schema.operationId, one] as const),
  )('%s needs somebody who is signed in', async (_, { method, url, schema }) => {
    const stranger = createApiClient(service.url);
    const refused = await stranger.call<{ code: string }>(
      method,
      pathOf(url),
      schema.body === undefined ? undefined : {},
    );
    expect(refused).toMatchObject({ status: 401, body: { code: 'auth/not-signed-in' } });
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('sessions', () => {
  it('begin with name and password, and end by signing out', async () => {
    const client = createApiClient(service.url);
    const { headers } = await client.call('POST', '/session', { username: 'admin', password: service.password });
    expect(headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/);
    expect(await client.get('/session')).toMatchObject({ username: 'admin', role: 'administrator' });
    const { cookie } = client;
    await client.send('DELETE', '/session');
    client.cookie = cookie;
    expect((await client.call('GET', '/session')).status).toBe(401);
  });

  it.each([
    ['a wrong password', 'admin', 'wrong'],
    ['a user who does not exist', 'nobody', 'wrong'],
  ])('do not begin with %s, and the answer does not tell which', async (_, username, password) => {
    const refused = await createApiClient(service.url).call('POST', '/session', { username, password });
    expect(refused).toMatchObject({
      status: 401,
      body: { code: 'auth/wrong-credentials', detail: 'The user name or the password is wrong.' },
    });
  });

  it('are refused for a while after too many failures', async () => {
    const client = createApiClient(service.url);
    const attempt = () => client.call('POST', '/session', { username: 'guessed', password: 'wrong' });
    for (let count = 0; count < 10; count += 1) expect((await attempt()).status).toBe(401);
    const refused = await attempt();
    expect(refused).toMatchObject({ status: 429, body: { code: 'auth/too-many-attempts' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
  });

  it('go on when the password is changed, but all others end', async () => {
    const other = createApiClient(service.url);
    await other.signIn('admin', service.password);
    const change = (currentPassword: string, newPassword: string) =>
      service.api.call('PUT', '/session/password', { currentPassword, newPassword });
    expect(await change('wrong', 'another-password')).toMatchObject({
      status: 422,
      body: { code: 'auth/wrong-password' },
    });
    expect((await change(service.password, 'short')).status).toBe(400);
    expect((await change(service.password, 'another-password')).status).toBe(204);
    expect((await other.call('GET', '/session')).status).toBe(401);
    expect((await service.api.call('GET', '/session')).status).toBe(200);
    await other.signIn('admin', 'another-password');
    expect((await change('another-password', service.password)).status).toBe(204);
  });
});

describe('requests', () => {
  it.each([
    ['from a page of another site', { origin: 'https://evil.example' }, 403],
    ['that a browser calls cross-site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['from an unreadable origin', { origin: 'null' }, 403],
  ])('%s may not change anything', async (_, headers, status) => {
    const refused = await service.api.call<{ code: string }>('POST', '/scans', { reference: 'a.example/b' }, headers);
    expect(refused).toMatchObject({ status, body: { code: 'api/other-origin' } });
  });

  it('from our own pages may', async () => {
    const headers = { origin: service.url, 'sec-fetch-site': 'same-origin' };
    const answer = await service.api.call<{ code: string }>('POST', '/scans', { reference: 'a.example/b' }, headers);
    expect(answer.body.code).toBe('jobs/no-registry-for-reference');
  });

  it.each([
    ['a missing property', 'POST', '/scans', {}, 'reference'],
    ['an unknown property', 'POST', '/scans', { reference: 'a/b', platfrom: 'linux/arm64' }, 'platfrom'],
    ['a wrong word', 'GET', '/images?sort=best', undefined, 'worst'],
    ['a limit out of bounds', 'GET', '/images?limit=100000', undefined, 'limit'],
    ['a limit without end', 'GET', '/images?limit=1e309', undefined, 'querystring/limit'],
    ['a limit without end below', 'GET', '/scans?limit=-1e309', undefined, 'querystring/limit'],
    ['days without end', 'POST', '/tokens', { name: 'a', scope: 'read', expiresInDays: '1e309' }, 'body/expiresInDays'],
    ['what is no JSON', 'POST', '/scans', '{', ''],
  ])('with %s are told what is wrong', async (_, method, path, body, named) => {
    const refused = await service.api.call<{ code: string; detail: string }>(method, path, body);
    expect(refused).toMatchObject({ status: 400, body: { code: 'api/invalid-request', title: 'Bad Request' } });
    expect(JSON.stringify(refused.body)).toContain(named);
  });

  it('that are too large are refused', async () => {
    const refused = await service.api.call('POST', '/scans', { reference: 'x'.repeat(3_000_000) });
    expect(refused).toMatchObject({ status: 413, body: { code: 'api/too-large' } });
  });

  it('for what is not there get a problem document', async () => {
    expect(await service.api.call('GET', '/nothing')).toMatchObject({ status: 404, body: { code: 'api/not-found' } });
  });
});

describe('the rest of the server', () => {
  it('says how it is, without a session', async () => {
    expect((await fetch(`${service.url}/health`)).status).toBe(200);
    expect(await (await fetch(`${service.url}/ready`)).json()).toEqual({ status: 'ready' });
  });

  it('answers addresses of screens with the page, or with how to build it', async () => {
    const response = await fetch(`${service.url}/images/anything?q=1`);
    expect(await response.text()).toContain('<html');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(response.headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
    expect((await fetch(`${service.url}/assets/gone.js`)).status).toBe(404);
  });
});
