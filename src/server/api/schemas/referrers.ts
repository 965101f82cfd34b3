import Type from 'typebox';
import { artifactKinds } from '#core/artifact-kind.ts';
import { byImage } from './images.ts';
import { count, listOf, model, oneOf, ref, words } from './model.ts';
import { operation } from './operation.ts';

const imageReferrer = model('ImageReferrer', 'A document that is attached to an image in a registry.', {
  repository: Type.String({ description: 'Where it is: host and repository.' }),
  subject: Type.String({ description: "Digest of the image's manifest there." }),
  digest: Type.String({ description: 'Digest of its own manifest.' }),
  kind: oneOf(artifactKinds, 'What it is.'),
  mediaType: Type.String({ description: 'Media type of its manifest.' }),
  artifactType: Type.Optional(Type.String({ description: 'What it says of itself: `application/spdx+json`.' })),
  size: count('Size of its manifest, bytes.'),
  predicateTypes: words('What attestations in it state: `https://slsa.dev/provenance/v1`.'),
  foundBy: oneOf(
    ['referrers-api', 'referrers-tag', 'cosign-tag', 'index'],
    'How it was found: the referrers API of OCI 1.1, the tag in its place, a tag of cosign, or beside the image in its index, as BuildKit attaches.',
  ),
});

const imageReferrerList = model('ImageReferrerList', 'What is attached to an image.', {
  items: listOf(imageReferrer, 'By kind, then by where they are.'),
});

export const referrerModels = [imageReferrer, imageReferrerList];

/** What is attached to images. */
export const referrerOperations = {
  listImageReferrers: operation('GET', '/images/:imageId/referrers', {
    operationId: 'listImageReferrers',
    summary:
      'SBOMs, VEX documents, attestations and signatures that were attached to an image when it was last scanned.',
    tags: ['images'],
    params: byImage,
    response: { 200: ref(imageReferrerList) },
  }),
};
