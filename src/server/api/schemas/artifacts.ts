import Type from 'typebox';
import { artifactKinds } from '#core/artifact-kind.ts';
import { count, model, oneOf, pageOf, paging, ref, time } from './model.ts';
import { operation } from './operation.ts';

/** What something in a registry is that is no image. */
export const artifactType = model('ArtifactType', 'What something in a registry is that is no image.', {
  kind: oneOf(artifactKinds, 'What it is; `artifact` for anything that has no kind of its own.'),
  mediaType: Type.String({ description: 'The media type that says so, as its manifest has it.' }),
});

const artifact = model(
  'Artifact',
  'Something in a registry that is no image: a chart, a WebAssembly module, a signature.',
  {
    registryId: Type.String({ description: 'The registry.' }),
    repository: Type.String({ description: 'Where it is: host and repository.' }),
    tag: Type.String({ description: 'The tag that names it.' }),
    ...artifactType.properties,
    digest: Type.Optional(Type.String({ description: 'Digest of its manifest, where that had to be asked.' })),
    seenAt: time('When it was last seen there.'),
  },
);

const artifactPage = pageOf('ArtifactPage', artifact);

/** How many artifacts of a kind a registry has. */
export const artifactCount = model('ArtifactCount', 'How many artifacts of a kind there are.', {
  kind: oneOf(artifactKinds, 'What they are.'),
  count: count('Tags that name one.'),
});

export const artifactModels = [artifactType, artifact, artifactPage, artifactCount];

/** What registries hold besides images. */
export const artifactOperations = {
  listArtifacts: operation('GET', '/artifacts', {
    operationId: 'listArtifacts',
    summary: 'What registries hold besides images, by repository and tag: there is nothing to scan in it.',
    tags: ['registries'],
    querystring: Type.Object({
      ...paging,
      registryId: Type.Optional(Type.String({ maxLength: 64, description: 'Only in this registry.' })),
      repository: Type.Optional(
        Type.String({ maxLength: 512, description: 'Only in this repository, with its host.' }),
      ),
      kind: Type.Optional(oneOf(artifactKinds, 'Only of this kind.')),
      q: Type.Optional(Type.String({ maxLength: 200, description: 'To be found in repository, tag or media type.' })),
    }),
    response: { 200: ref(artifactPage) },
  }),
};
