import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultLimits } from '#core/limits.ts';
import { createRegistryClient, type RegistryClient, type RegistryConnection } from '#engine/registry/index.ts';
import { all, names } from '#tests/support/registry/all.ts';
import { type Bench, setUpBench } from '#tests/support/registry/bench.ts';
import { makeCertificates, makeSelfSigned } from '#tests/support/registry/certificates.ts';
import { startDockerRegistry } from '#tests/support/registry/docker-registry.ts';
import { startForwardProxy } from '#tests/support/registry/forward-proxy.ts';
import { listenOnLoopback, startServer, type TlsFiles } from '#tests/support/registry/http-server.ts';
import { answer } from '#tests/support/registry/misbehaviour.ts';
import { startInternet } from '#tests/support/registry/vendors/internet.ts';
import { missing } from '#tests/support/requirements.ts';

const signal = new AbortController().signal;
const open: { close(): Promise<void> }[] = [];
const keep = <T extends { close(): Promise<void> }>(one: T): T => {
  open.push(one);
  return one;
};
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const connect = async (connection: RegistryConnection, tls?: TlsFiles): Promise<Bench> =>
  keep(
    await setUpBench({ registry: tls === undefined ? {} : { tls }, client: { connection, retry: { attempts: 1 } } }),
  );
const clientFor = (host: string, connection: RegistryConnection = {}): RegistryClient =>
  keep(createRegistryClient({ host, connection, retry: { attempts: 1 } }));

describe.skipIf(missing('openssl'))('TLS [needs openssl]', () => {
  it('a self-signed certificate is refused, with cause and remedy', async () => {
    const bench = await connect({}, makeSelfSigned());
    await expect(bench.client.ping({ signal })).rejects.toMatchObject({
      code: 'registry/tls',
      retriable: false,
      message: expect.stringMatching(/127\.0\.0\.1:\d+ is self-signed.*--ca.*--skip-tls-verify/),
    });
    expect(bench.registry.requests).toEqual([]);
  });

  it('an unknown authority is refused', async () => {
    const bench = await connect({}, makeCertificates());
    await expect(bench.client.ping({ signal })).rejects.toMatchObject({
      code: 'registry/tls',
      message: expect.stringMatching(/unknown, self-signed authority.*--ca/),
    });
  });

  it('the authority makes it good, also among others and with text around', async () => {
    const tls = makeCertificates();
    const bench = await connect({ ca: `# ours\n${makeSelfSigned().cert}\n${tls.ca}\n` }, tls);
    expect((await bench.client.manifest(bench.reference, { signal })).digest).toBe(bench.manifestDigest);
  });

  it('another authority does not', async () => {
    const bench = await connect({ ca: makeCertificates().ca }, makeCertificates());
    await expect(bench.client.ping({ signal })).rejects.toMatchObject({ code: 'registry/tls' });
  });

  it('a self-signed certificate is its own authority', async () => {
    const tls = makeSelfSigned();
    const bench = await connect({ ca: tls.cert }, tls);
    await expect(bench.client.ping({ signal })).resolves.toBeDefined();
  });

  it('a certificate for another name is refused', async () => {
    const tls = makeCertificates('subjectAltName=DNS:registry.example');
    const bench = await connect({ ca: tls.ca }, tls);
    await expect(bench.client.ping({ signal })).rejects.toMatchObject({
      code: 'registry/tls',
      message: expect.stringContaining('is for another name'),
    });
  });

  it('skipTlsVerify takes any certificate', async () => {
    const bench = await connect({ skipTlsVerify: true }, makeSelfSigned());
    expect((await bench.client.manifest(bench.reference, { signal })).digest).toBe(bench.manifestDigest);
  });

  it('HTTPS never becomes HTTP by a redirect', async () => {
    const storage = keep(await startServer((_request, response) => void response.end('x')));
    const bench = await connect({ skipTlsVerify: true }, makeSelfSigned());
    bench.registry.misbehave({ on: /blobs/, how: answer(307, { location: `${storage.url}/x?token=hidden` }) });
    const error = await all(bench.client.blob(bench.reference, bench.descriptor, { signal })).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'registry/redirect-refused' });
    expect(String(error)).not.toContain('hidden');
    expect(storage.requests).toEqual([]);
  });

  it('no credential goes to a token server in HTTP when the registry speaks HTTPS', async () => {
    const tokens = keep(await startServer((_request, response) => void response.end('{"token":"x"}')));
    const bench = await connect({ skipTlsVerify: true }, makeSelfSigned());
    bench.registry.misbehave({ on: /./, how: answer(401, { 'www-authenticate': `Bearer realm="${tokens.url}/"` }) });
    await expect(bench.client.ping({ signal })).rejects.toMatchObject({ code: 'registry/protocol' });
    expect(tokens.requests).toEqual([]);
  });

  it('a server that speaks HTTPS, spoken to in HTTP', async () => {
    const bench = await connect({ plainHttp: true }, makeSelfSigned());
    await expect(bench.client.ping({ signal })).rejects.toMatchObject({
      code: 'registry/unavailable',
      message: expect.stringContaining('switch plain HTTP off'),
    });
  });

  it.skipIf(missing('docker-registry'))('the same, in words of docker-registry [needs docker-registry]', async () => {
    const registry = keep(await startDockerRegistry({ tls: makeSelfSigned() }));
    await expect(clientFor(registry.host, { plainHttp: true }).ping({ signal })).rejects.toMatchObject({
      code: 'registry/protocol',
      message: expect.stringMatching(/answered 400; if it speaks HTTPS, switch plain HTTP off/),
    });
  });
});

describe('settings', () => {
  it('a server that speaks HTTP, spoken to in HTTPS: no silent change, but a hint', async () => {
    const bench = await connect({});
    await expect(bench.client.ping({ signal })).rejects.toMatchObject({
      code: 'registry/tls',
      message: expect.stringContaining('--plain-http'),
    });
    expect(bench.registry.requests).toEqual([]);
  });

  it.each([
    ['no PEM', 'hello'],
    ['a broken PEM', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
  ])('a certificate authority that is %s is refused at once', (_, ca) => {
    expect(() => createRegistryClient({ host: 'r.example', connection: { ca } })).toThrow(/cannot be used/);
  });

  it.each(['not a url', 'ftp://proxy', 'socks5://u:p@proxy'])('the proxy %s is refused at once', (proxy) => {
    const create = () => createRegistryClient({ host: 'r.example', connection: { proxy } });
    expect(create).toThrow(/no http:\/\/ or https:\/\/ URL/);
    expect(create).not.toThrow(/:p@/);
  });

  it.each(['', 'https://r.example', 'r.example/path', 'user@r.example', 'r.example:99999', 'a b'])(
    'the host "%s" is refused at once',
    (host) => {
      expect(() => createRegistryClient({ host })).toThrow(/is no registry host/);
    },
  );
});

describe('registries that cannot be reached', () => {
  it('nothing listens there', async () => {
    const server = await startServer(() => undefined);
    await server.close();
    await expect(clientFor(server.host, { plainHttp: true }).ping({ signal })).rejects.toMatchObject({
      code: 'registry/connection-refused',
      message: expect.stringContaining(server.host),
    });
  });

  it('no such name', async () => {
    await expect(clientFor('registry.invalid').ping({ signal })).rejects.toMatchObject({
      code: 'registry/name-not-resolved',
      message: expect.stringContaining('registry.invalid'),
    });
  });

  it('something that does not speak HTTP', async () => {
    const server = keep(await startServer(() => undefined));
    const bench = keep(await setUpBench({ client: { retry: { attempts: 1 } } }));
    bench.registry.misbehave({
      on: /./,
      how: (request) => void request.socket.end('SSH-2.0-OpenSSH_9.2p1\r\n'),
    });
    await expect(bench.client.ping({ signal })).rejects.toMatchObject({
      code: 'registry/not-a-registry',
      message: expect.stringContaining('not HTTP'),
    });
    expect(server.requests).toEqual([]);
  });
});

describe('servers that are slow to speak', () => {
  const limits = { connectTimeoutMs: 200, idleTimeoutMs: 200 };

  it('one that takes the connection and never shakes hands', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => void sockets.push(socket));
    const host = `127.0.0.1:${await listenOnLoopback(server)}`;
    keep({
      close: async () => {
        for (const socket of sockets) socket.destroy();
        server.close();
      },
    });
    const options = { host, limits: { ...defaultLimits, ...limits }, retry: { attempts: 1 } };
    await expect(keep(createRegistryClient(options)).ping({ signal })).rejects.toMatchObject({
      code: 'registry/timeout',
      message: expect.stringContaining('limits.connectTimeoutMs'),
    });
  });

  it.each(['', 'through a proxy'])('one that sends its headers a byte at a time %s', async (by) => {
    const connection = { plainHttp: true, ...(by !== '' && { proxy: keep(await startForwardProxy()).url }) };
    const bench = keep(await setUpBench({ limits, client: { connection, retry: { attempts: 1 } } }));
    bench.registry.misbehave({
      on: /./,
      how: ({ socket }) => {
        socket.write('HTTP/1.1 200 OK\r\nX-Slow: ');
        const timer = setInterval(() => socket.write('x'), 20);
        socket.on('close', () => clearInterval(timer));
      },
    });
    await expect(bench.client.ping({ signal })).rejects.toMatchObject({ code: 'registry/timeout' });
  });
});

describe('Docker Hub', () => {
  it('is asked at the host of its API', async () => {
    const proxy = keep(await startForwardProxy({ username: 'nobody', password: 'may pass' }));
    const client = clientFor('docker.io', { proxy: proxy.url });
    const reference = { registry: 'docker.io', repository: 'library/debian', tag: '12' };
    await expect(client.manifest(reference, { signal })).rejects.toMatchObject({ code: 'registry/proxy' });
    expect(proxy.requests).toEqual(['CONNECT registry-1.docker.io:443']);
  });

  it('lists no repositories, and says so without asking', async () => {
    const proxy = keep(await startForwardProxy());
    const client = clientFor('docker.io', { proxy: proxy.url });
    await expect(names(client.listRepositories({ signal }))).rejects.toMatchObject({
      code: 'registry/catalog-unsupported',
      message: expect.stringContaining('name the repositories'),
    });
    expect(proxy.requests).toEqual([]);
  });
});

describe('proxies', () => {
  it('plain HTTP goes through the proxy', async () => {
    const proxy = keep(await startForwardProxy());
    const bench = await connect({ plainHttp: true, proxy: proxy.url });
    expect((await bench.client.manifest(bench.reference, { signal })).digest).toBe(bench.manifestDigest);
    expect(proxy.requests).toEqual([`GET http://${bench.registry.host}/v2/app/manifests/1`]);
  });

  it.skipIf(missing('openssl'))('HTTPS goes through a tunnel, and is verified [needs openssl]', async () => {
    const proxy = keep(await startForwardProxy());
    const tls = makeCertificates();
    const bench = await connect({ ca: tls.ca, proxy: proxy.url }, tls);
    expect((await bench.client.manifest(bench.reference, { signal })).digest).toBe(bench.manifestDigest);
    expect(proxy.requests).toEqual([`CONNECT ${bench.registry.host}`]);
    const strict = await connect({ proxy: proxy.url }, tls);
    await expect(strict.client.ping({ signal })).rejects.toMatchObject({ code: 'registry/tls' });
  });

  it.skipIf(missing('openssl')).each([
    ['HTTPS', true],
    ['plain HTTP', false],
  ])('a proxy that wants a password gets the one in its URL: %s [needs openssl]', async (_, secure) => {
    const proxy = keep(await startForwardProxy({ username: 'pete', password: 'pr0xy' }));
    const tls = secure ? makeSelfSigned() : undefined;
    const connection = secure ? { skipTlsVerify: true } : { plainHttp: true };
    const signedIn = await connect({ ...connection, proxy: proxy.url.replace('//', '//pete:pr0xy@') }, tls);
    await expect(signedIn.client.ping({ signal })).resolves.toBeDefined();
    expect(signedIn.registry.requests[0]?.headers['proxy-authorization']).toBeUndefined();
    const wrong = await connect({ ...connection, proxy: proxy.url.replace('//', '//pete:wr0ng@') }, tls);
    const error = await wrong.client.ping({ signal }).catch((reason: unknown) => reason as Error);
    expect(error).toMatchObject({ code: 'registry/proxy', message: expect.stringMatching(/through the proxy.*407/) });
    expect((error as Error).message).not.toContain('wr0ng');
  });

  it('a proxy that is not there', async () => {
    const proxy = await startForwardProxy();
    await proxy.close();
    const bench = await connect({ plainHttp: true, proxy: proxy.url });
    await expect(bench.client.ping({ signal })).rejects.toMatchObject({
      message: expect.stringContaining(`through the proxy ${proxy.url}`),
    });
  });
});

describe('addresses that are not asked', () => {
  it.each([
    ['a registry', '169.254.169.254'],
    ['a registry in IPv6', '[fe80::1]:5000'],
    ['a registry by the name of the metadata service', 'metadata.google.internal'],
  ])('%s at %s', async (_, host) => {
    const client = clientFor(host, { plainHttp: true });
    await expect(client.ping({ signal })).rejects.toMatchObject({ code: 'registry/address-refused', retriable: false });
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:169.254.169.254]/',
    'http://metadata.google.internal/',
  ])('a redirect to %s', async (location) => {
    const bench = await connect({ plainHttp: true });
    bench.registry.misbehave({ on: /blobs|manifests/, how: answer(307, { location }) });
    await expect(bench.client.manifest(bench.reference, { signal })).rejects.toMatchObject({
      code: 'registry/address-refused',
    });
  });

  it('a token server at the metadata service', async () => {
    const bench = await connect({ plainHttp: true });
    const challenge = { 'www-authenticate': 'Bearer realm="http://169.254.169.254/token"' };
    bench.registry.misbehave({ on: /./, how: answer(401, challenge) });
    await expect(bench.client.ping({ signal })).rejects.toMatchObject({ code: 'registry/address-refused' });
  });

  it('this machine, where a registry that is elsewhere redirects to it', async () => {
    const internal = keep(await startServer((_request, response) => void response.writeHead(200).end('{}')));
    const internet = keep(
      await startInternet({
        'registry.example': (_request, response) =>
          void response.writeHead(302, { location: `${internal.url}/v2/` }).end(),
      }),
    );
    const client = clientFor('registry.example', { plainHttp: true, proxy: internet.proxy });
    await expect(client.ping({ signal })).rejects.toMatchObject({ code: 'registry/address-refused' });
    expect(internal.requests).toEqual([]);
    const allowing = clientFor('registry.example', {
      plainHttp: true,
      proxy: internet.proxy,
      allowedNetworks: ['127.0.0.0/8'],
    });
    await expect(allowing.ping({ signal })).rejects.toMatchObject({
      code: expect.not.stringContaining('address-refused'),
    });
  });
});
