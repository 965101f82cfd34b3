import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mediaTypes } from '#core/descriptor.ts';
import type { Digest } from '#core/digest.ts';
import { createRegistryClient, type Referrer } from '#engine/registry/index.ts';
import { type BuiltBlob, type BuiltImage, buildImage, descriptorOf, jsonBlob } from '#tests/support/build-image.ts';
import { all } from '#tests/support/registry/all.ts';
import { type Bench, setUpBench } from '#tests/support/registry/bench.ts';
import { startDockerRegistry } from '#tests/support/registry/docker-registry.ts';
import { answer, changeBody, html } from '#tests/support/registry/misbehaviour.ts';
import { missing } from '#tests/support/requirements.ts';
import { writeOciLayout } from '#tests/support/write-image.ts';

const run = promisify(execFile);
const signal = new AbortController().signal;
const intoto = 'application/vnd.in-toto+json';
const emptyConfig = jsonBlob('application/vnd.oci.empty.v1+json', {});
const sbom = jsonBlob('application/spdx+json', { spdxVersion: 'SPDX-2.3' });
const vex = jsonBlob('application/vnd.openvex+json', { '@context': 'https://openvex.dev/ns/v0.2.0' });
const signature = jsonBlob('application/vnd.dev.cosign.simplesigning.v1+json', { critical: {} });
const envelope = jsonBlob('application/vnd.dsse.envelope.v1+json', { payloadType: intoto });
const provenance = jsonBlob(intoto, { predicateType: 'https://slsa.dev/provenance/v1' });

let bench: Bench;
beforeEach(async () => {
  bench = await setUpBench({ limits: { maxEmbeddedSbomBytes: 1000, maxListingPages: 10 } });
});
afterEach(async () => await bench.close());

/** Puts a manifest that holds `layer`; returns it. */
function attach(
  layer: BuiltBlob,
  { tag, subject, annotations }: { tag?: string; subject?: Digest; annotations?: Record<string, string> } = {},
): BuiltBlob {
  const { store } = bench.registry;
  for (const blob of [emptyConfig, layer]) store.putBlob('app', blob.bytes);
  const manifest = jsonBlob(mediaTypes.ociManifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    ...(subject !== undefined && {
      artifactType: layer.mediaType,
      subject: { ...descriptorOf(layer), digest: subject },
    }),
    config: descriptorOf(emptyConfig),
    layers: [{ ...descriptorOf(layer), ...(annotations && { annotations }) }],
  });
  store.putManifest('app', tag, manifest);
  return manifest;
}

const subjectOf = (indexDigest?: Digest) => ({
  registry: bench.registry.host,
  repository: 'app',
  digest: bench.manifestDigest,
  indexDigest,
});
const list = (indexDigest?: Digest) => all(bench.client.listReferrers(subjectOf(indexDigest), { signal }));
const short = (found: readonly Referrer[]) => found.map(({ kind, foundBy }) => `${kind} by ${foundBy}`);
const cosignTag = (suffix: string) => `${bench.manifestDigest.replace(':', '-')}${suffix}`;

describe('what is attached to an image is found', () => {
  it('by the referrers API, over several pages', async () => {
    for (const layer of [sbom, vex, signature]) attach(layer, { subject: bench.manifestDigest });
    expect(short(await list()).sort()).toEqual([
      'sbom by referrers-api',
      'signature by referrers-api',
      'vex by referrers-api',
    ]);
    expect(bench.registry.requests.filter(({ path }) => path.includes('/referrers/'))).toHaveLength(2);
  });

  it.each([404, 405, 501])('by the tag in its place, where the API answers %s', async (status) => {
    bench.registry.misbehave({ on: /referrers/, how: answer(status) });
    const manifest = attach(sbom);
    const entry = { ...descriptorOf(manifest), artifactType: sbom.mediaType };
    bench.registry.store.putManifest(
      'app',
      cosignTag(''),
      jsonBlob(mediaTypes.ociIndex, {
        schemaVersion: 2,
        mediaType: mediaTypes.ociIndex,
        manifests: [entry, { digest: '../x' }, 7],
      }),
    );
    const found = await list();
    expect(short(found)).toEqual(['sbom by referrers-tag']);
    expect(found[0]?.descriptor.digest).toBe(manifest.digest);
  });

  it('by the tags of cosign', async () => {
    attach(signature, { tag: cosignTag('.sig') });
    attach(envelope, { tag: cosignTag('.att'), annotations: { predicateType: 'https://openvex.dev/ns' } });
    attach(sbom, { tag: cosignTag('.sbom') });
    const found = await list();
    expect(short(found)).toEqual(['vex by cosign-tag', 'sbom by cosign-tag', 'signature by cosign-tag']);
    expect(found[0]?.predicateTypes).toEqual(['https://openvex.dev/ns']);
  });

  it('in the index of BuildKit, and only what is of this image', async () => {
    const annotations = { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v1' };
    const own = attach(provenance, { annotations });
    const other = attach(sbom);
    const entry = (manifest: BuiltBlob, of: string) => ({
      ...descriptorOf(manifest),
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': of },
    });
    const index = jsonBlob(mediaTypes.ociIndex, {
      schemaVersion: 2,
      manifests: [entry(own, bench.manifestDigest), entry(other, `sha256:${'1'.repeat(64)}`)],
    });
    bench.registry.store.putManifest('app', undefined, index);
    const found = await list(index.digest);
    expect(short(found)).toEqual(['attestation by index']);
    expect(found[0]?.predicateTypes).toEqual(['https://slsa.dev/provenance/v1']);
  });

  it('to the index as well, as who signs a tag does', async () => {
    const index = jsonBlob(mediaTypes.ociIndex, { schemaVersion: 2, manifests: [] });
    bench.registry.store.putManifest('app', undefined, index);
    attach(sbom, { subject: index.digest });
    attach(signature, { tag: `${index.digest.replace(':', '-')}.sig` });
    expect(short(await list(index.digest))).toEqual(['sbom by referrers-api', 'signature by cosign-tag']);
  });

  it('that states several things is an attestation of all of them', async () => {
    const layers = ['https://spdx.dev/Document', 'https://slsa.dev/provenance/v1'].map((predicate) => ({
      ...descriptorOf(provenance),
      annotations: { 'in-toto.io/predicate-type': predicate },
    }));
    const manifest = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config: descriptorOf(emptyConfig), layers };
    bench.registry.store.putManifest('app', cosignTag('.att'), jsonBlob(mediaTypes.ociManifest, manifest));
    const [found] = await list();
    expect(found).toMatchObject({
      kind: 'attestation',
      predicateTypes: ['https://spdx.dev/Document', 'https://slsa.dev/provenance/v1'],
    });
  });

  it('and no tag is asked for that is known not to be there', async () => {
    attach(sbom, { tag: cosignTag('.sbom') });
    const knownTags = new Set([cosignTag('.sbom')]);
    const found = await all(bench.client.listReferrers({ ...subjectOf(), knownTags }, { signal }));
    expect(short(found)).toEqual(['sbom by cosign-tag']);
    expect(bench.registry.requests.map(({ path }) => path)).toEqual([
      `/v2/app/referrers/${bench.manifestDigest}`,
      `/v2/app/manifests/${cosignTag('.sbom')}`,
    ]);
  });

  it('and no more of it than is allowed', async () => {
    await bench.close();
    bench = await setUpBench({ limits: { maxReferrers: 2 } });
    for (const layer of [sbom, vex, signature]) attach(layer, { subject: bench.manifestDigest });
    expect(await list()).toHaveLength(2);
  });

  it('once, where it is found twice', async () => {
    attach(sbom, { subject: bench.manifestDigest, tag: cosignTag('.sbom') });
    expect(short(await list())).toEqual(['sbom by referrers-api']);
  });

  it('nothing where there is nothing', async () => {
    expect(await list()).toEqual([]);
  });
});

describe('registries that answer badly', () => {
  it('a web page in place of the API: the tag is asked for', async () => {
    bench.registry.misbehave({ on: /referrers/, how: html });
    expect(await list()).toEqual([]);
  });

  it('pages that lead back end', async () => {
    const link = `<${'/v2/app/referrers/'}${bench.manifestDigest}>; rel="next"`;
    bench.registry.misbehave({ on: /referrers/, how: answer(200, { link }, '{"manifests":[]}') });
    await expect(list()).rejects.toMatchObject({ code: 'registry/listing-endless' });
  });

  it('an outage is not taken for having none', async () => {
    bench.registry.misbehave({ on: /referrers/, how: answer(503) });
    await expect(list()).rejects.toMatchObject({ code: 'registry/unavailable' });
  });
});

describe('the documents of a referrer', () => {
  const read = async () => {
    const [found] = await list();
    if (found === undefined) throw new Error('no referrer');
    return await all(bench.client.readReferrer(subjectOf(), found, { signal }));
  };

  it('are read, with what they state', async () => {
    attach(provenance, { tag: cosignTag('.att'), annotations: { predicateType: 'https://slsa.dev/provenance/v1' } });
    const [document] = await read();
    expect(document).toMatchObject({ mediaType: intoto, predicateType: 'https://slsa.dev/provenance/v1' });
    expect(Buffer.from(document?.bytes ?? '').toString()).toBe(Buffer.from(provenance.bytes).toString());
  });

  it('are not fetched where they are too large', async () => {
    const large = jsonBlob('application/spdx+json', { text: 'x'.repeat(2000) });
    attach(large, { subject: bench.manifestDigest });
    await expect(read()).rejects.toMatchObject({
      code: 'registry/too-large',
      message: expect.stringContaining('limits.maxEmbeddedSbomBytes'),
    });
    expect(bench.registry.requests.some(({ path }) => path.includes('/blobs/'))).toBe(false);
  });

  it('are not believed where their bytes are others', async () => {
    attach(sbom, { subject: bench.manifestDigest });
    bench.registry.misbehave({ on: /blobs/, how: changeBody((body) => Buffer.from(body).fill(32)) });
    await expect(read()).rejects.toMatchObject({ code: 'registry/digest-mismatch' });
  });
});

describe.skipIf(missing(['docker-registry', 'skopeo']))('a real registry [needs docker-registry, skopeo]', () => {
  it('gives what BuildKit attached, as skopeo pushed it, and what cosign did', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'plimsoll-referrers-'));
    const registry = await startDockerRegistry();
    const client = createRegistryClient({ host: registry.host, connection: { plainHttp: true } });
    try {
      const image = buildImage({ layers: [{ files: [{ path: 'etc/os-release', content: 'ID=debian\n' }] }] });
      const layout = await writeOciLayout(join(directory, 'layout'), [{ image: withAttestation(image), tag: '1' }]);
      const push = (source: string, tag: string) =>
        run('skopeo', ['copy', '--all', '--dest-tls-verify=false', source, `docker://${registry.host}/app:${tag}`], {
          env: { HOME: directory, XDG_RUNTIME_DIR: directory, PATH: process.env.PATH },
        });
      await push(`oci:${layout}:1`, '1');
      const attached = await writeOciLayout(join(directory, 'signature'), [{ image: signatureImage(), tag: 'sig' }]);
      await push(`oci:${attached}:sig`, `${image.manifest.digest.replace(':', '-')}.sig`);
      const index = await client.headManifest({ registry: registry.host, repository: 'app', tag: '1' }, { signal });
      const subject = {
        registry: registry.host,
        repository: 'app',
        digest: image.manifest.digest,
        indexDigest: index.digest,
      };
      const found = await all(client.listReferrers(subject, { signal }));
      expect(short(found)).toEqual(['signature by cosign-tag', 'sbom by index']);
      const [document] = await all(client.readReferrer(subject, found[1] as Referrer, { signal }));
      expect(document?.predicateType).toBe('https://spdx.dev/Document');
    } finally {
      await client.close();
      await registry.close();
      await rm(directory, { recursive: true, force: true });
    }
  });
});

function artifact(layer: BuiltBlob, annotations: Record<string, string>): BuiltImage {
  const config = jsonBlob(mediaTypes.ociConfig, {
    architecture: 'unknown',
    os: 'unknown',
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
  });
  const manifest = jsonBlob(mediaTypes.ociManifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: descriptorOf(config),
    layers: [{ ...descriptorOf(layer), annotations }],
  });
  const platform = { os: 'unknown', architecture: 'unknown' };
  return {
    manifest,
    config,
    layers: [{ ...layer, diffId: layer.digest, tar: layer.bytes }],
    platform,
  };
}

function signatureImage(): BuiltImage {
  return artifact(signature, { 'dev.cosignproject.cosign/signature': 'MEUC' });
}

function withAttestation(image: BuiltImage) {
  const attestation = artifact(jsonBlob(intoto, { predicateType: 'https://spdx.dev/Document' }), {
    'in-toto.io/predicate-type': 'https://spdx.dev/Document',
  });
  const annotations = {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': image.manifest.digest,
  };
  const manifests = [
    { ...descriptorOf(image.manifest), platform: image.platform },
    { ...descriptorOf(attestation.manifest), platform: attestation.platform, annotations },
  ];
  const index = jsonBlob(mediaTypes.ociIndex, { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests });
  return { index, images: [image, attestation] };
}
