import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '#core/limits.ts';
import { makeCertificates } from '#tests/support/registry/certificates.ts';
import { startServer, type TestServer } from '#tests/support/registry/http-server.ts';
import { isOwnService, machineText } from './machine-text.ts';
import { createTransport } from './transport.ts';

const { signal } = new AbortController();
const certificates = makeCertificates();
const loopback = ['127.0.0.0/8'];

let server: TestServer;

beforeAll(async () => {
  server = await startServer(({ url, headers }, response) => {
    const isIn = headers.authorization === 'Bearer s3cret';
    if (url === '/elsewhere') response.writeHead(302, { location: 'https://127.0.0.1:1/' });
    else response.writeHead(isIn ? 200 : 403, { 'content-type': 'text/plain' });
    response.end(isIn && url === '/token' ? 'token' : 'no');
  }, certificates);
});

afterAll(() => server.close());

async function ask(
  url: string,
  {
    headers = { authorization: 'Bearer s3cret' },
    allowedNetworks = loopback,
  }: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly allowedNetworks?: readonly string[];
  } = {},
): Promise<string> {
  const connection = { ca: certificates.ca, allowedNetworks };
  const transport = createTransport(connection, defaultLimits, 'registry.example');
  const settings = { transport, connection, limits: defaultLimits, userAgent: 'test', now: () => 0 };
  try {
    const call = { url: new URL(url), secrets: headers, what: 'token from there', signal };
    return await machineText(call, settings as unknown as Parameters<typeof machineText>[1]);
  } finally {
    await transport.close();
  }
}

describe('text from where the configuration of a machine says', () => {
  it('comes over HTTPS, asked for with its headers', async () => {
    expect(await ask(`${server.url}/token`)).toBe('token');
  });

  it.each([
    ['over HTTP', () => ask('http://id.example/token'), 'not HTTPS'],
    [
      'from this machine unless its network is allowed',
      () => ask(`${server.url}/token`, { allowedNetworks: [] }),
      'is not asked',
    ],
    ['from a metadata service', () => ask('https://169.254.169.254/token'), 'is not asked'],
    ['by a redirect', () => ask(`${server.url}/elsewhere`), 'token from there'],
    [
      'where that is refused',
      () => ask(`${server.url}/token`, { headers: { authorization: 'Bearer 0ther' } }),
      'token from there',
    ],
  ])('comes not %s', async (_, asking, message) => {
    const asked = asking();
    await expect(asked).rejects.toThrow(message);
    await expect(asked).rejects.not.toThrow(/s3cret|0ther/);
  });
});

describe("a machine's own service", () => {
  it.each([
    ['localhost', loopback, true],
    ['127.0.0.1', loopback, true],
    ['[::1]', ['::1/128'], true],
    ['169.254.169.254', ['169.254.169.254/32'], true],
    ['metadata.google.internal', ['169.254.169.254/32'], true],
    ['localhost', [], false],
    ['169.254.169.254', loopback, false],
    ['10.0.0.1', ['10.0.0.0/8'], false],
    ['id.example', ['0.0.0.0/0'], false],
  ])('%s with %s: %s', (hostname, allowedNetworks, expected) => {
    expect(isOwnService(hostname, { allowedNetworks })).toBe(expected);
  });
});
