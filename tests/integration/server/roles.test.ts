import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiClient, createApiClient } from '#tests/support/service/api-client.ts';
import { endAll, startTestService, type TestService } from '#tests/support/service/start-test-service.ts';
import { operations } from '../../../src/server/api/schemas/index.ts';

const openToAll = ['signIn', 'receivePush'];
/** What changes nothing but one's own. */
const forReaders = ['changePassword', 'createToken', 'deleteToken', 'createView', 'updateView', 'deleteView'];
/** What takes a password. */
const forSessions = ['changePassword', 'listTokens', 'createToken', 'deleteToken'];
const forScanning = [
  'createScan',
  'retryScan',
  'retryScans',
  'cancelScan',
  'cancelWaitingScans',
  'scanRegistry',
  'uploadArchive',
];
/** The one never ends, and is read as all else is; the other would end the session that is asked with. */
const notAsked = ['watchScans', 'signOut'];
const asked = operations.filter(({ schema }) => !notAsked.includes(schema.operationId));
const idOf = ({ schema }: (typeof asked)[number]) => schema.operationId;

let service: TestService;
let reader: ApiClient;

beforeAll(async () => {
  service = await startTestService();
  const client = new pg.Client({ host: join(service.dataDirectory, 'run'), user: 'plimsoll', database: 'plimsoll' });
  await client.connect();
  await client.query(
    `insert into account (id, username, password_hash, role)
     select $1, 'reader', password_hash, 'reader' from account where username = 'admin'`,
    [randomUUID()],
  );
  await client.end();
  reader = createApiClient(service.url);
  await reader.signIn('reader', service.password);
});

afterAll(() => endAll(service));

type Refused = { readonly code?: string };

/** The operations that are refused with 403 to who asks with these headers, with the code of each; what else comes of them is not looked at. */
async function refusedTo(headers: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const refused: Record<string, string> = {};
  for (const one of asked) {
    const path = one.url.replace(/:\w+/g, 'none');
    const client = createApiClient(service.url);
    const body = one.schema.body === undefined ? undefined : {};
    const { status, body: answer } = await client.call<Refused>(one.method, path, body, headers);
    if (status === 403) refused[idOf(one)] = answer.code ?? '';
  }
  return refused;
}

const changing = asked.filter(({ method }) => method !== 'GET').map(idOf);
const bearer = async (client: ApiClient, scope: string) => {
  const { token } = await client.send<{ token: string }>('POST', '/tokens', { name: scope, scope });
  return { authorization: `Bearer ${token}` };
};
const codes = (names: readonly string[], code: string) => Object.fromEntries(names.map((name) => [name, code]));

describe('readers', () => {
  it('change nothing that is not theirs', async () => {
    const wanted = changing.filter((name) => ![...openToAll, ...forReaders].includes(name));
    expect(wanted.length).toBeGreaterThan(20);
    expect(await refusedTo({ cookie: reader.cookie })).toEqual(codes(wanted, 'auth/readers-may-not'));
  });

  it('change nothing more by a token, whatever it is for', async () => {
    const refused = await refusedTo(await bearer(reader, 'admin'));
    const wanted = changing.filter((name) => ![...openToAll, ...forReaders].includes(name));
    expect(refused).toEqual({
      ...codes(wanted, 'auth/readers-may-not'),
      ...codes(forSessions, 'auth/token-may-not'),
    });
  });

  it('do not see, change or remove what others have', async () => {
    const token = await service.api.send<{ id: string }>('POST', '/tokens', { name: 'mine', scope: 'read' });
    const view = { screen: 'images', name: 'mine', query: {}, columns: [], isDefault: false };
    const saved = await service.api.send<{ id: string }>('POST', '/views', view);
    expect(await reader.get<{ items: unknown[] }>('/views')).toEqual({ items: [] });
    expect(JSON.stringify(await reader.get('/tokens'))).not.toContain(token.id);
    expect((await reader.call('DELETE', `/tokens/${token.id}`)).status).toBe(404);
    expect((await reader.call('DELETE', `/views/${saved.id}`)).status).toBe(404);
    expect((await reader.call('PUT', `/views/${saved.id}`, view)).status).toBe(404);
    expect(JSON.stringify(await service.api.get('/views'))).toContain(saved.id);
  });
});

describe('API tokens', () => {
  it.each([
    ['read', []],
    ['scan', forScanning],
    ['admin', changing],
  ] as const)('for %s do that and no more', async (scope, allowed: readonly string[]) => {
    const refused = await refusedTo(await bearer(service.api, scope));
    const beyond = changing.filter((name) => !openToAll.includes(name) && !allowed.includes(name));
    expect(refused).toEqual(codes([...beyond, ...forSessions], 'auth/token-may-not'));
  });

  it('are taken from the header alone, and not once they are revoked', async () => {
    const { id, token } = await service.api.send<{ id: string; token: string }>('POST', '/tokens', {
      name: 'revoked',
      scope: 'read',
    });
    const stranger = createApiClient(service.url);
    const ask = (path: string, headers: Readonly<Record<string, string>>) =>
      stranger.call('GET', path, undefined, headers);
    const headers = { authorization: `Bearer ${token}` };
    expect((await ask('/session', headers)).status).toBe(200);
    expect((await ask('/session', { cookie: `plimsoll_session=${token}` })).status).toBe(401);
    expect((await ask('/session', { authorization: `Basic ${btoa(`admin:${token}`)}` })).status).toBe(401);
    expect((await ask(`/status?token=${token}`, {})).status).toBe(401);
    await service.api.send('DELETE', `/tokens/${id}`);
    expect((await ask('/session', headers)).status).toBe(401);
  });

  it('are not what a session is', async () => {
    const session = service.api.cookie.split('=')[1] ?? '';
    const asked = await createApiClient(service.url).call('GET', '/session', undefined, {
      authorization: `Bearer ${session}`,
    });
    expect(asked.status).toBe(401);
  });
});
