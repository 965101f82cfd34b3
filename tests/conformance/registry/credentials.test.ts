import { afterEach, describe, expect, it } from 'vitest';
import { Secret } from '#core/secret.ts';
import type { RegistryClientOptions } from '#engine/registry/index.ts';
import { all } from '#tests/support/registry/all.ts';
import { type Bench, setUpBench } from '#tests/support/registry/bench.ts';
import { startServer, type TestServer } from '#tests/support/registry/http-server.ts';
import { answer } from '#tests/support/registry/misbehaviour.ts';
import { startTokenServer, type TokenServer, type TokenServerOptions } from '#tests/support/registry/token-server.ts';

const signal = new AbortController().signal;
const credential = { username: 'ada', password: new Secret('s3cret') };
const users = { ada: 's3cret' };
const open: { close(): Promise<void> }[] = [];
const keep = <T extends { close(): Promise<void> }>(one: T): T => {
  open.push(one);
  return one;
};
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function withTokens(
  options: TokenServerOptions,
  client: Partial<RegistryClientOptions> = { credential },
): Promise<{ bench: Bench; tokens: TokenServer }> {
  const tokens = keep(await startTokenServer(options));
  const access = { kind: 'bearer' as const, tokens, service: 'reg' };
  return { tokens, bench: keep(await setUpBench({ registry: { access }, client })) };
}

const authorizations = (server: TestServer) => server.requests.map(({ headers }) => headers.authorization);

describe('tokens', () => {
  it('are asked for with service and scope, and kept per scope', async () => {
    const { bench, tokens } = await withTokens({ users });
    bench.registry.store.putManifest('other', '1', { mediaType: 'application/vnd.x+json', bytes: Buffer.from('{}') });
    await bench.client.manifest(bench.reference, { signal });
    await bench.client.manifest(bench.reference, { signal });
    await all(bench.client.blob(bench.reference, bench.descriptor, { signal }));
    await bench.client.manifest({ ...bench.reference, repository: 'other' }, { signal });
    expect(tokens.requests.map(({ path }) => decodeURIComponent(path))).toEqual([
      '/token?service=reg&scope=repository:app:pull',
      '/token?service=reg&scope=repository:other:pull',
    ]);
  });

  it('are renewed before they expire', async () => {
    let now = 1_000_000;
    const { bench, tokens } = await withTokens(
      { users, lifetimeSeconds: 60, now: () => now },
      { credential, now: () => now },
    );
    const fetchAt = async (seconds: number) => {
      now = 1_000_000 + seconds * 1000;
      await bench.client.manifest(bench.reference, { signal });
      return tokens.requests.length;
    };
    expect([await fetchAt(0), await fetchAt(29), await fetchAt(31), await fetchAt(59), await fetchAt(65)]).toEqual([
      1, 1, 2, 2, 3,
    ]);
    expect(bench.registry.requests).toHaveLength(6);
  });

  it('are replaced when the registry refuses them', async () => {
    const { bench, tokens } = await withTokens({ users });
    await bench.client.manifest(bench.reference, { signal });
    tokens.revokeAll();
    await bench.client.manifest(bench.reference, { signal });
    expect(tokens.requests).toHaveLength(2);
  });

  it('that the registry goes on refusing end in unauthorized, not in a loop', async () => {
    const { bench, tokens } = await withTokens({ users, lifetimeSeconds: 300, now: () => 0 });
    const how = answer(401, { 'www-authenticate': `Bearer realm="${tokens.realm}",error="insufficient_scope"` });
    bench.registry.misbehave({ on: /./, how });
    await expect(bench.client.manifest(bench.reference, { signal })).rejects.toMatchObject({
      code: 'registry/unauthorized',
    });
    expect(bench.registry.requests).toHaveLength(2);
    expect(tokens.requests).toHaveLength(1);
  });

  it('an identity token is posted, and never put in a URL', async () => {
    const { bench, tokens } = await withTokens(
      { refreshTokens: ['long-lived'] },
      { credential: { identityToken: new Secret('long-lived') } },
    );
    await bench.client.manifest(bench.reference, { signal });
    expect(tokens.requests).toMatchObject([{ method: 'POST', path: '/token' }]);
    expect(authorizations(tokens)).toEqual([undefined]);
  });

  it.each([
    ['no token', '{}'],
    ['no JSON', 'hello'],
    ['a token with a line break', '{"token":"a\\r\\nx: y"}'],
  ])('an answer with %s is an error that names the token server', async (_, body) => {
    const server = keep(await startServer((_request, response) => void response.end(body)));
    const bench = keep(await setUpBench({ client: { credential } }));
    bench.registry.misbehave({ on: /./, how: answer(401, { 'www-authenticate': `Bearer realm="${server.url}/t"` }) });
    await expect(bench.client.ping({ signal })).rejects.toMatchObject({
      code: 'registry/protocol',
      message: expect.stringContaining(`${server.url}/t`),
    });
  });

  it('a token server that is overloaded is asked again', async () => {
    const tokens = keep(await startTokenServer({ users }));
    let refusals = 2;
    const server = keep(
      await startServer((request, response) => {
        refusals -= 1;
        if (refusals >= 0) return void response.writeHead(503).end();
        response.writeHead(307, { location: `${tokens.url}${request.url}` }).end();
      }),
    );
    const bench = keep(await setUpBench({ client: { credential } }));
    const how = answer(401, { 'www-authenticate': `Bearer realm="${server.url}/token"` });
    bench.registry.misbehave({ on: /./, how });
    await expect(bench.client.ping({ signal })).rejects.toMatchObject({ code: 'registry/unauthorized' });
    expect(bench.slept).toHaveLength(2);
    // The token server sends us on to another origin: the password stays behind.
    expect(authorizations(tokens)).toEqual([undefined]);
  });
});

describe('where a credential goes', () => {
  it('nowhere until the registry asks', async () => {
    const bench = keep(await setUpBench({ client: { credential } }));
    await bench.client.manifest(bench.reference, { signal });
    expect(authorizations(bench.registry)).toEqual([undefined]);
  });

  it('not along with a blob to another origin, be it by Basic or Bearer', async () => {
    const storage = keep(await setUpBench());
    const bench = keep(await setUpBench({ registry: { access: { kind: 'basic', users } }, client: { credential } }));
    const location = `${storage.registry.url}/v2/app/blobs/${bench.descriptor.digest}`;
    bench.registry.misbehave({ on: /blobs/, how: redirectSignedIn(location) });
    const chunks = await all(bench.client.blob(bench.reference, bench.descriptor, { signal }));
    expect(Buffer.concat(chunks).equals(bench.blob)).toBe(true);
    expect(authorizations(bench.registry)).toEqual([undefined, expect.stringMatching(/^Basic /)]);
    expect(authorizations(storage.registry)).toEqual([undefined]);
  });

  it('not back to the registry after another origin was asked', async () => {
    const bench = keep(await setUpBench({ registry: { access: { kind: 'basic', users } }, client: { credential } }));
    const detour = keep(
      await startServer(
        (_request, response) => void response.writeHead(302, { location: `${bench.registry.url}/x` }).end(),
      ),
    );
    bench.registry.misbehave({ on: /blobs/, how: redirectSignedIn(`${detour.url}/`) });
    await expect(all(bench.client.blob(bench.reference, bench.descriptor, { signal }))).rejects.toMatchObject({
      name: 'RegistryError',
    });
    expect(authorizations(detour)).toEqual([undefined]);
    const back = bench.registry.requests.filter(({ path }) => path === '/x');
    expect(back.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it('not to a storage server that asks for one', async () => {
    const storage = keep(
      await startServer((_request, response) => void response.writeHead(401, { 'www-authenticate': 'Basic' }).end()),
    );
    const bench = keep(await setUpBench({ client: { credential } }));
    bench.registry.misbehave({ on: /blobs/, how: answer(307, { location: `${storage.url}/blob` }) });
    await expect(all(bench.client.blob(bench.reference, bench.descriptor, { signal }))).rejects.toMatchObject({
      code: 'registry/unauthorized',
    });
    expect(authorizations(storage)).toEqual([undefined]);
  });

  it.each(['ftp://127.0.0.1/token', 'token', 'file:///etc/passwd', 'javascript:1'])(
    'not to the realm %s',
    async (realm) => {
      const bench = keep(await setUpBench({ client: { credential } }));
      bench.registry.misbehave({ on: /./, how: answer(401, { 'www-authenticate': `Bearer realm="${realm}"` }) });
      await expect(bench.client.ping({ signal })).rejects.toMatchObject({
        code: 'registry/protocol',
        message: expect.stringContaining('no credential is sent there'),
      });
    },
  );

  it('not by a scheme that is not supported', async () => {
    const bench = keep(await setUpBench({ client: { credential } }));
    bench.registry.misbehave({ on: /./, how: answer(401, { 'www-authenticate': 'Negotiate, Digest realm="x"' }) });
    await expect(bench.client.ping({ signal })).rejects.toMatchObject({
      code: 'registry/unauthorized',
      message: expect.stringContaining('negotiate, digest'),
    });
    expect(authorizations(bench.registry)).toEqual([undefined]);
  });

  it('not twice where it was refused', async () => {
    const wrong = { username: 'ada', password: new Secret('wrong') };
    const bench = keep(
      await setUpBench({ registry: { access: { kind: 'basic', users } }, client: { credential: wrong } }),
    );
    await expect(bench.client.ping({ signal })).rejects.toMatchObject({ code: 'registry/unauthorized' });
    expect(bench.registry.requests).toHaveLength(2);
  });
});

describe('redirects', () => {
  it('more than allowed are refused', async () => {
    const bench = keep(await setUpBench());
    bench.registry.misbehave({
      on: /./,
      how: (request, response) => void response.writeHead(302, { location: `${request.url}x` }).end(),
    });
    await expect(all(bench.client.blob(bench.reference, bench.descriptor, { signal }))).rejects.toMatchObject({
      code: 'registry/redirect-refused',
      message: expect.stringContaining('limits.maxRedirects'),
    });
    expect(bench.registry.requests).toHaveLength(6);
  });

  it.each([undefined, 'http://', 'ftp://127.0.0.1/x', 'file:///etc/passwd'])('to %s are refused', async (location) => {
    const bench = keep(await setUpBench());
    bench.registry.misbehave({ on: /./, how: answer(302, location === undefined ? {} : { location }) });
    await expect(bench.client.manifest(bench.reference, { signal })).rejects.toMatchObject({
      code: 'registry/redirect-refused',
    });
  });
});

/** Sends those who are signed in to `location`. */
function redirectSignedIn(location: string): Parameters<Bench['registry']['misbehave']>[0]['how'] {
  return async (request, response, serve) => {
    if (request.headers.authorization === undefined) return await serve();
    response.writeHead(307, { location }).end();
  };
}
