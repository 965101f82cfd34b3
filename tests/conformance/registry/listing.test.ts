import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Logger } from '#core/logger.ts';
import { silentLogger } from '#core/logger.ts';
import { createRegistryClient } from '#engine/registry/index.ts';
import { all, names } from '#tests/support/registry/all.ts';
import { type Bench, setUpBench } from '#tests/support/registry/bench.ts';
import { startDockerRegistry } from '#tests/support/registry/docker-registry.ts';
import { answer, type Misbehaviour } from '#tests/support/registry/misbehaviour.ts';
import { pushImage } from '#tests/support/registry/push-image.ts';
import { missing } from '#tests/support/requirements.ts';

const signal = new AbortController().signal;
const warnings: unknown[] = [];
const logger: Logger = { ...silentLogger, warn: (fields) => void warnings.push(fields) };
let bench: Bench;

beforeEach(async () => {
  warnings.length = 0;
  bench = await setUpBench({ client: { logger }, limits: { maxListingPages: 20 } });
});
afterEach(async () => await bench.close());

const catalog = () => names(bench.client.listRepositories({ signal }));
const page = (link: string, repositories: readonly unknown[] = ['a']) =>
  answer(200, { 'content-type': 'application/json', link }, JSON.stringify({ repositories }));

describe('pages', () => {
  it.each([
    ['relative to the host', (_host: string) => '</v2/_catalog?last=a>; rel="next"'],
    ['relative to the path', () => '<_catalog?last=a>; rel=next'],
    ['absolute', (host: string) => `<http://${host}/v2/_catalog?last=a&n=1>; rel="next"`],
    ['beside others', () => '</first>; rel="first", </v2/_catalog?last=a>; title="x, y"; rel="prev next"'],
  ])('a link %s is followed', async (_, link) => {
    bench.registry.misbehave({ on: /last=a/, how: answer(200, {}, '{"repositories":["b"]}') });
    bench.registry.misbehave({ on: /_catalog\?n=/, how: page(link(bench.registry.host)) });
    expect(await catalog()).toEqual(['a', 'b']);
  });

  it('asks for a thousand names at once', async () => {
    await catalog();
    expect(bench.registry.requests.at(-1)?.path).toBe('/v2/_catalog?n=1000');
  });

  it.each([
    ['another host', 'http://127.0.0.2:1/v2/_catalog'],
    ['another port', 'http://127.0.0.1:1/v2/_catalog'],
    ['another scheme', 'https://HOST/v2/_catalog'],
    ['no URL', 'http://'],
  ])('a link to %s is not followed', async (_, link) => {
    bench.registry.misbehave({ on: /./, how: page(`<${link.replace('HOST', bench.registry.host)}>; rel="next"`) });
    await expect(catalog()).rejects.toMatchObject({ code: 'registry/protocol' });
    expect(bench.registry.requests).toHaveLength(1);
  });

  it('a link to the page itself is a loop', async () => {
    bench.registry.misbehave({ on: /./, how: page('</v2/_catalog?n=1000>; rel="next"') });
    await expect(catalog()).rejects.toMatchObject({ code: 'registry/listing-endless' });
    expect(bench.registry.requests).toHaveLength(1);
  });

  it('pages without end stop at the limit', async () => {
    let count = 0;
    const how: Misbehaviour = (...call) => page(`</v2/_catalog?last=${count++}>; rel="next"`, [])(...call);
    bench.registry.misbehave({ on: /./, how });
    await expect(catalog()).rejects.toMatchObject({
      code: 'registry/listing-endless',
      message: expect.stringContaining('limits.maxListingPages'),
    });
    expect(bench.registry.requests).toHaveLength(20);
  });

  it('a page that fails is asked for again', async () => {
    bench.registry.misbehave({ on: /_catalog/, times: 2, how: answer(503) });
    expect(await catalog()).toEqual(['app']);
  });

  it('more repositories than a page holds', async () => {
    const names = Array.from({ length: 2500 }, (_, index) => `r${String(index).padStart(4, '0')}`);
    for (const name of names) bench.registry.store.repository(name);
    expect(await catalog()).toEqual(['app', ...names]);
    expect(bench.registry.requests).toHaveLength(3);
  });

  it('a registry that gives no thousand at once is left to page as it likes', async () => {
    const error = JSON.stringify({ errors: [{ code: 'PAGINATION_NUMBER_INVALID', message: 'too many' }] });
    bench.registry.misbehave({ on: /n=1000/, how: answer(400, { 'content-type': 'application/json' }, error) });
    bench.registry.store.repository('base');
    expect(await catalog()).toEqual(['app', 'base']);
    expect(await names(bench.client.listTags('app', { signal }))).toEqual(['1']);
    expect(bench.registry.requests.map(({ path }) => path)).toEqual([
      '/v2/_catalog?n=1000',
      '/v2/_catalog',
      '/v2/app/tags/list?n=1000',
      '/v2/app/tags/list',
    ]);
  });

  it('what is refused with 400 in any way fails in the words of the registry', async () => {
    const error = JSON.stringify({ errors: [{ code: 'NAME_INVALID', message: 'no such thing' }] });
    bench.registry.misbehave({ on: /./, how: answer(400, { 'content-type': 'application/json' }, error) });
    const refused = { code: 'registry/protocol', message: expect.stringMatching(/400: NAME_INVALID no such thing$/) };
    await expect(catalog()).rejects.toMatchObject(refused);
    expect(bench.registry.requests).toHaveLength(2);
  });

  it('who stops listening causes no further requests', async () => {
    for (let index = 0; index < 1500; index += 1) bench.registry.store.repository(`r${index}`);
    for await (const _ of bench.client.listRepositories({ signal })) break;
    expect(bench.registry.requests).toHaveLength(1);
  });
});

describe.skipIf(missing('docker-registry'))(
  'a Docker registry that gives three at once [needs docker-registry]',
  () => {
    it('lists all of its repositories', async () => {
      const registry = await startDockerRegistry({ catalogPage: 3 });
      const expected = Array.from({ length: 10 }, (_, index) => `team/r${index}`);
      const config = { bytes: Buffer.from('{}'), mediaType: 'application/vnd.oci.image.config.v1+json' };
      for (const repository of expected)
        await pushImage({ baseUrl: registry.url, repository }, '1', { config, layers: [] });
      const client = createRegistryClient({ host: registry.host, connection: { plainHttp: true } });
      expect(await names(client.listRepositories({ signal }))).toEqual(expected);
      await client.close();
      await registry.close();
    });
  },
);

describe('names', () => {
  it('that could not be asked for are left out with a warning', async () => {
    const names = ['good', '../x', 'Upper', 'a b', '', 7, null, 'also/good', 'a?b', 'x'.repeat(300)];
    bench.registry.misbehave({ on: /./, how: answer(200, {}, JSON.stringify({ repositories: names })) });
    expect(await catalog()).toEqual(['good', 'also/good']);
    expect(warnings).toHaveLength(6);
  });
});

describe('registries without a catalogue', () => {
  it.each([404, 405, 501])('%s means: name the repositories', async (status) => {
    bench.registry.misbehave({ on: /_catalog/, how: answer(status) });
    await expect(catalog()).rejects.toMatchObject({
      code: 'registry/catalog-unsupported',
      message: expect.stringContaining('name the repositories'),
    });
  });

  it('Docker Hub, read by nobody in particular, asks for namespaces', async () => {
    const client = createRegistryClient({ host: 'docker.io' });
    await expect(all(client.listRepositories({ signal }))).rejects.toMatchObject({
      code: 'registry/catalog-unsupported',
      message: expect.stringContaining('namespaces'),
    });
    await client.close();
  });

  it('403 means: not allowed', async () => {
    bench.registry.misbehave({ on: /_catalog/, how: answer(403) });
    await expect(catalog()).rejects.toMatchObject({ code: 'registry/forbidden' });
  });
});
