import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { artifactOf, classifyManifest, kindOfArtifactType } from './artifact-kind.ts';
import { mediaTypes } from './descriptor.ts';

const { ociManifest, ociConfig, ociLayerGzip } = mediaTypes;
const empty = 'application/vnd.oci.empty.v1+json';
const layer = (mediaType: string, predicate?: string) => ({
  mediaType,
  ...(predicate !== undefined && { annotations: { 'in-toto.io/predicate-type': predicate } }),
});
const manifest = (config: string, ...layers: unknown[]) => ({
  schemaVersion: 2,
  config: { mediaType: config },
  layers,
});
const intoto = 'application/vnd.in-toto+json';

describe('classifyManifest', () => {
  it.each([
    ['an image', manifest(ociConfig, layer(ociLayerGzip)), 'image'],
    ['a Docker image', manifest(mediaTypes.dockerConfig, layer(mediaTypes.dockerLayerGzip)), 'image'],
    ['an image without layers', manifest(ociConfig), 'image'],
    ['an index', { schemaVersion: 2, manifests: [] }, 'index'],
    ['provenance by BuildKit', manifest(ociConfig, layer(intoto, 'https://slsa.dev/provenance/v1')), 'attestation'],
    ['an SBOM by BuildKit', manifest(ociConfig, layer(intoto, 'https://spdx.dev/Document')), 'sbom'],
    ['an OpenVEX attestation', manifest(ociConfig, layer(intoto, 'https://openvex.dev/ns/v0.2.0')), 'vex'],
    [
      'an attestation by cosign',
      manifest(ociConfig, {
        mediaType: 'application/vnd.dsse.envelope.v1+json',
        annotations: { predicateType: 'https://cyclonedx.org/bom' },
      }),
      'sbom',
    ],
    [
      'a signature by cosign',
      manifest(ociConfig, layer('application/vnd.dev.cosign.simplesigning.v1+json')),
      'signature',
    ],
    [
      'a signature by notation',
      { ...manifest(empty, layer('application/jose+json')), artifactType: 'application/vnd.cncf.notary.signature' },
      'signature',
    ],
    [
      'a sigstore bundle with an attestation',
      {
        ...manifest(empty, layer('application/vnd.dev.sigstore.bundle.v0.3+json')),
        artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
        annotations: { 'dev.sigstore.bundle.predicateType': 'https://slsa.dev/provenance/v1' },
      },
      'attestation',
    ],
    ['an SBOM', { ...manifest(empty, layer('application/spdx+json')), artifactType: 'application/spdx+json' }, 'sbom'],
    ['an SBOM by its layer alone', manifest(empty, layer('application/vnd.cyclonedx+json')), 'sbom'],
    [
      'a Helm chart',
      manifest(
        'application/vnd.cncf.helm.config.v1+json',
        layer('application/vnd.cncf.helm.chart.content.v1.tar+gzip'),
      ),
      'helm-chart',
    ],
    ['a WASM module', manifest('application/vnd.wasm.config.v0+json', layer('application/wasm')), 'wasm'],
    ['something else', manifest('application/vnd.acme.thing.v1+json', layer('application/zip')), 'artifact'],
    [
      'the artifact manifest that OCI gave up',
      { artifactType: 'application/spdx+json', blobs: [layer('application/spdx+json')] },
      'sbom',
    ],
    ['Docker schema 1', { schemaVersion: 1, fsLayers: [], history: [] }, 'docker-schema-1'],
    ['no document', undefined, 'artifact'],
  ])('%s', (_, body, kind) => {
    expect(classifyManifest(body, ociManifest)).toBe(kind);
  });

  it('knows Docker schema 1 by its media type', () => {
    expect(classifyManifest(undefined, 'application/vnd.docker.distribution.manifest.v1+prettyjws')).toBe(
      'docker-schema-1',
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.string(), (body, mediaType) => void classifyManifest(body, mediaType)));
  });
});

describe('kindOfArtifactType', () => {
  it.each([
    ['application/vnd.cyclonedx+json', undefined, 'sbom'],
    ['application/vnd.in-toto+json', 'https://spdx.dev/Document', 'sbom'],
    ['application/vnd.in-toto+json', undefined, 'attestation'],
    ['application/vnd.openvex+json', undefined, 'vex'],
    ['application/vnd.acme+json', undefined, undefined],
    [`application/${'spdx'.repeat(1000)}`, undefined, undefined],
  ])('%s with %s is %s', (type, predicate, kind) => {
    expect(kindOfArtifactType(type, predicate)).toBe(kind);
  });
});

describe('artifactOf', () => {
  it.each<[string, unknown, string, string]>([
    [
      'a chart',
      manifest('application/vnd.cncf.helm.config.v1+json'),
      'helm-chart',
      'application/vnd.cncf.helm.config.v1+json',
    ],
    [
      'a WASM module',
      manifest('application/vnd.wasm.config.v0+json', layer('application/wasm')),
      'wasm',
      'application/vnd.wasm.config.v0+json',
    ],
    ['a WASM module by its layer', manifest(empty, layer('application/wasm')), 'wasm', 'application/wasm'],
    [
      'a model by ModelPack',
      manifest('application/vnd.cncf.model.config.v1+json'),
      'model',
      'application/vnd.cncf.model.config.v1+json',
    ],
    [
      'a model by KitOps',
      manifest('application/vnd.kitops.modelkit.config.v1+json'),
      'model',
      'application/vnd.kitops.modelkit.config.v1+json',
    ],
    [
      'a model by Docker',
      manifest('application/vnd.docker.ai.model.config.v0.1+json'),
      'model',
      'application/vnd.docker.ai.model.config.v0.1+json',
    ],
    [
      'a model by Ollama',
      manifest(mediaTypes.dockerConfig, layer('application/vnd.ollama.image.model')),
      'model',
      'application/vnd.ollama.image.model',
    ],
    ['an attestation by BuildKit', manifest(ociConfig, layer(intoto, 'https://spdx.dev/Document')), 'sbom', intoto],
    [
      'what says what it is',
      { ...manifest(empty, layer('text/plain')), artifactType: 'application/x' },
      'artifact',
      'application/x',
    ],
    ['what only its layer tells', manifest(empty, layer('text/plain')), 'artifact', 'text/plain'],
    [
      'an index of artifacts',
      { manifests: [{ mediaType: ociManifest, artifactType: 'application/wasm' }] },
      'wasm',
      'application/wasm',
    ],
    ['what says nothing', manifest(empty), 'artifact', ociManifest],
    ['no JSON', undefined, 'artifact', ociManifest],
    ['a type without end', { artifactType: 'x'.repeat(5000) }, 'artifact', 'x'.repeat(255)],
  ])('%s', (_, body, kind, mediaType) => expect(artifactOf(body, ociManifest)).toEqual({ kind, mediaType }));

  it('never throws, and always has a media type to show', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ maxLength: 300 }), (body, type) => {
        expect(artifactOf(body, type).mediaType.length).toBeLessThanOrEqual(255);
      }),
    );
  });
});
