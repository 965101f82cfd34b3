import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClient } from '#tests/support/service/api-client.ts';
import { endAll, startTestService, type TestService } from '#tests/support/service/start-test-service.ts';

let believing: TestService;
let alone: TestService;

beforeAll(async () => {
  believing = await startTestService({ environment: { PLIMSOLL_TRUSTED_PROXIES: '127.0.0.1' } });
  alone = await startTestService();
});

afterAll(() => endAll(believing, alone));

const signIn = ({ url }: TestService, password: string, headers: Readonly<Record<string, string>>) =>
  createApiClient(url).call<{ code?: string }>('POST', '/session', { username: 'admin', password }, headers);

describe('what a proxy says of who asks', () => {
  it('keeps the cookie to HTTPS where the proxy is trusted and speaks it', async () => {
    const headers = { 'x-forwarded-proto': 'https' };
    const { headers: secure } = await signIn(believing, believing.password, headers);
    expect(secure.get('set-cookie')).toMatch(/; Secure/);
    const { headers: plain } = await signIn(alone, alone.password, headers);
    expect(plain.get('set-cookie')).not.toMatch(/; Secure/);
  });

  it('tells one guesser from others where the proxy is trusted', async () => {
    for (let count = 0; count < 10; count += 1) {
      expect((await signIn(believing, 'wrong', { 'x-forwarded-for': '192.0.2.1' })).status).toBe(401);
    }
    const again = (address: string) => signIn(believing, believing.password, { 'x-forwarded-for': address });
    expect((await again('192.0.2.1')).status).toBe(429);
    // What a client writes itself stands before what the proxy adds.
    expect((await again('203.0.113.9, 192.0.2.1')).status).toBe(429);
    expect((await again('198.51.100.7')).status).toBe(200);
  });

  it('makes nobody another where it is not', async () => {
    for (let count = 0; count < 10; count += 1) {
      expect((await signIn(alone, 'wrong', { 'x-forwarded-for': `192.0.2.${count}` })).status).toBe(401);
    }
    expect((await signIn(alone, alone.password, { 'x-forwarded-for': '198.51.100.7' })).status).toBe(429);
  });

  it('is where the pages are, where the proxy is trusted', async () => {
    const change = ({ api }: TestService) =>
      api.call('POST', '/scans', {}, { origin: 'https://plimsoll.example', 'x-forwarded-host': 'plimsoll.example' });
    expect((await change(believing)).status).toBe(400);
    expect((await change(alone)).status).toBe(403);
  });
});

describe('what anybody may send', () => {
  it('is small: a body for signing in cannot make an answer of megabytes', async () => {
    const body = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, 1]));
    const refused = await createApiClient(alone.url).call('POST', '/session', body);
    expect(refused).toMatchObject({ status: 413, body: { code: 'api/too-large' } });
  });

  it('is told of a hundred mistakes in it at most, and of long names by their beginning', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `${index}${'x'.repeat(1000)}`);
    const body = Object.fromEntries(names.map((name) => [name, 1]));
    const { status, body: answer } = await alone.api.call<{ errors: readonly unknown[] }>('POST', '/scans', body);
    expect([status, answer.errors.length]).toEqual([400, 100]);
    expect(JSON.stringify(answer).length).toBeLessThan(30_000);
  });
});
