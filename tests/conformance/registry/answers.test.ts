import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mediaTypes } from '#core/descriptor.ts';
import type { Digest } from '#core/digest.ts';
import { names } from '#tests/support/registry/all.ts';
import { type Bench, setUpBench } from '#tests/support/registry/bench.ts';
import {
  answer,
  changeBody,
  flood,
  html,
  type Misbehaviour,
  withHeaders,
} from '#tests/support/registry/misbehaviour.ts';

const signal = new AbortController().signal;
let bench: Bench;

beforeEach(async () => {
  bench = await setUpBench({ client: { retry: { attempts: 2 } } });
});
afterEach(async () => await bench.close());

describe('answers that no registry gives', () => {
  const nonsense: readonly [name: string, how: Misbehaviour][] = [
    ['HTML with 200', html],
    ['HTML with 404', answer(404, { 'content-type': 'text/html' }, '<h1>Not Found</h1>')],
    ['text', answer(200, { 'content-type': 'text/plain' }, 'hello')],
    ['nothing', answer(200, { 'content-type': 'application/json' })],
    ['half a JSON text', answer(200, { 'content-type': 'application/json' }, '{"repositories":["a"')],
  ];

  it.each(nonsense)('%s: the tag list', async (_, how) => {
    bench.registry.misbehave({ on: /./, how });
    await expect(names(bench.client.listTags('app', { signal }))).rejects.toMatchObject({
      code: 'registry/not-a-registry',
      message: expect.stringMatching(/check host, port and path/),
    });
  });

  it.each(nonsense)('%s: a manifest', async (_, how) => {
    bench.registry.misbehave({ on: /./, how });
    await expect(bench.client.manifest(bench.reference, { signal })).rejects.toMatchObject({
      code: 'registry/not-a-registry',
    });
  });

  it.each([...nonsense.slice(0, 3), ['404 without HTML', answer(404)] as const])('%s: ping', async (_, how) => {
    bench.registry.misbehave({ on: /./, how });
    await expect(bench.client.ping({ signal })).rejects.toMatchObject({ code: 'registry/not-a-registry' });
  });

  it.each([
    ['JSON of another kind', '{"hello":"world"}'],
    ['an array', '[]'],
    ['a number in place of the list', '{"tags":7}'],
  ])('%s: the tag list', async (_, body) => {
    bench.registry.misbehave({ on: /tags/, how: answer(200, { 'content-type': 'application/json' }, body) });
    await expect(names(bench.client.listTags('app', { signal }))).rejects.toMatchObject({ code: 'registry/protocol' });
  });

  it('an empty page may say null', async () => {
    bench.registry.misbehave({ on: /tags/, how: answer(200, {}, '{"name":"app","tags":null}') });
    expect(await names(bench.client.listTags('app', { signal }))).toEqual([]);
  });

  it('a success that is neither 200 nor 206 is not taken for an answer', async () => {
    bench.registry.misbehave({ on: /./, how: answer(204) });
    await expect(bench.client.manifest(bench.reference, { signal })).rejects.toMatchObject({
      code: 'registry/protocol',
    });
  });
});

describe('manifests that are not what was asked for', () => {
  const tampered = changeBody((body) => Buffer.concat([body, Buffer.from(' ')]));

  it('other bytes than Docker-Content-Digest says', async () => {
    bench.registry.misbehave({ on: /manifests/, how: tampered });
    await expect(bench.client.manifest(bench.reference, { signal })).rejects.toMatchObject({
      code: 'registry/digest-mismatch',
      message: expect.stringContaining(bench.manifestDigest),
    });
  });

  it('other bytes than the digest asked for, and a header that fits them', async () => {
    const other = { ...bench.reference, digest: `sha256:${'a'.repeat(64)}` as Digest };
    bench.registry.misbehave({ on: /manifests/, how: answer(200, { 'content-type': mediaTypes.ociManifest }, '{}') });
    await expect(bench.client.manifest(other, { signal })).rejects.toMatchObject({ code: 'registry/digest-mismatch' });
  });

  it('HEAD that speaks of another digest than the one asked for', async () => {
    const other = { ...bench.reference, digest: bench.manifestDigest };
    const said = { 'docker-content-digest': `sha256:${'b'.repeat(64)}` };
    bench.registry.misbehave({ on: /manifests/, how: withHeaders(said) });
    await expect(bench.client.headManifest(other, { signal })).rejects.toMatchObject({
      code: 'registry/digest-mismatch',
    });
  });

  it.each([
    ['announced', changeBody(() => Buffer.alloc(5 * 1024 * 1024, ' '))],
    ['not announced', flood],
  ])('larger than the limit, %s', async (_, how) => {
    bench.registry.misbehave({ on: /manifests/, how });
    await expect(bench.client.manifest(bench.reference, { signal })).rejects.toMatchObject({
      code: 'registry/too-large',
      message: expect.stringContaining('limits.maxManifestBytes'),
    });
  });

  it('a listing page larger than the limit', async () => {
    bench.registry.misbehave({ on: /tags/, how: flood });
    await expect(names(bench.client.listTags('app', { signal }))).rejects.toMatchObject({
      code: 'registry/too-large',
      message: expect.stringContaining('limits.maxResponseBytes'),
    });
  });
});

describe('registries that leave things out', () => {
  const expected = () => ({
    digest: bench.manifestDigest,
    mediaType: mediaTypes.ociManifest,
    size: bench.manifest.length,
  });

  it.each([
    ['HEAD has no digest', withHeaders({ 'docker-content-digest': undefined })],
    ['HEAD has a digest of another algorithm', withHeaders({ 'docker-content-digest': `sha512:${'0'.repeat(128)}` })],
    ['HEAD has no size', withHeaders({ 'content-length': undefined })],
    ['HEAD has no media type', withHeaders({ 'content-type': undefined })],
    ['HEAD is not allowed', answer(405)],
  ])('%s: GET tells', async (_, how) => {
    bench.registry.misbehave({ on: /manifests/, method: 'HEAD', how });
    expect(await bench.client.headManifest(bench.reference, { signal })).toEqual(expected());
  });

  it.each([
    ['index', { schemaVersion: 2, manifests: [] }, mediaTypes.ociIndex],
    ['manifest', { schemaVersion: 2, layers: [] }, mediaTypes.ociManifest],
    ['what it says itself', { mediaType: mediaTypes.dockerManifest }, mediaTypes.dockerManifest],
  ])('no media type in the header: %s', async (_, body, mediaType) => {
    const how = answer(200, { 'content-type': 'text/plain' }, JSON.stringify(body));
    bench.registry.misbehave({ on: /manifests/, how });
    expect((await bench.client.manifest(bench.reference, { signal })).mediaType).toBe(mediaType);
  });

  it('asks for both families of manifests and indexes', async () => {
    await bench.client.manifest(bench.reference, { signal });
    const accepted = String(bench.registry.requests.at(-1)?.headers.accept).split(', ');
    expect(accepted).toEqual([
      mediaTypes.ociManifest,
      mediaTypes.ociIndex,
      mediaTypes.dockerManifest,
      mediaTypes.dockerManifestList,
      `${mediaTypes.dockerSchema1Signed};q=0.1`,
      `${mediaTypes.dockerSchema1};q=0.1`,
    ]);
  });
});

describe('names that would change the request', () => {
  it.each([
    ['another registry', { registry: 'evil.example', repository: 'app' }],
    ['a path that climbs', { repository: '../../secret' }],
    ['a query', { repository: 'app?x=' }],
    ['a tag that is a path', { repository: 'app', tag: '../x' }],
  ])('%s is refused before anything is sent', async (_, given) => {
    const reference = { ...bench.reference, ...given };
    await expect(bench.client.manifest(reference, { signal })).rejects.toMatchObject({
      code: 'registry/invalid-reference',
    });
    expect(bench.registry.requests).toEqual([]);
  });

  it('an error message keeps control characters of the registry from the terminal', async () => {
    const body = JSON.stringify({ errors: [{ code: 'X', message: `a\u001b[31m\nb${'c'.repeat(1000)}` }] });
    bench.registry.misbehave({ on: /./, how: answer(403, {}, body) });
    const error = await bench.client.manifest(bench.reference, { signal }).catch((reason: unknown) => reason as Error);
    expect(error).toMatchObject({ code: 'registry/forbidden', message: expect.stringContaining('X a [31m bccc') });
    expect((error as Error).message.length).toBeLessThan(600);
  });
});

describe('pull limits', () => {
  it('are known once the registry says them, and kept where it says nothing', async () => {
    const bench = await setUpBench();
    expect(bench.client.rateLimit()).toBeUndefined();
    const said = { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '76;w=21600' };
    bench.registry.misbehave({ on: /manifests/, how: withHeaders(said), times: 1 });
    await bench.client.headManifest(bench.reference, { signal });
    await bench.client.headManifest(bench.reference, { signal });
    expect(bench.client.rateLimit()).toEqual({ limit: 100, remaining: 76, windowSeconds: 21_600 });
    await bench.close();
  });
});
