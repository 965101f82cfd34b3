import type { ImageReferrer, ImageReferrerList } from '../../../web/src/api/generated/models.ts';

const mediaType = 'application/vnd.oci.image.manifest.v1+json';
const referrer = (digit: string, more: Partial<ImageReferrer>): ImageReferrer => ({
  repository: 'registry.example:5000/payments/api',
  subject: `sha256:${'a'.repeat(64)}`,
  digest: `sha256:${digit.repeat(64)}`,
  kind: 'artifact',
  mediaType,
  size: 840,
  predicateTypes: [],
  foundBy: 'referrers-api',
  ...more,
});

export const referrers: ImageReferrerList = {
  items: [
    referrer('1', {
      kind: 'attestation',
      predicateTypes: ['https://slsa.dev/provenance/v1', 'https://spdx.dev/Document'],
      foundBy: 'index',
    }),
    referrer('2', { kind: 'sbom', artifactType: 'application/spdx+json' }),
    referrer('3', { kind: 'signature', foundBy: 'cosign-tag' }),
    referrer('4', { kind: 'vex', artifactType: 'application/vnd.openvex+json' }),
  ],
};
