import Type from 'typebox';
import { repositorySorts } from '#server/store/index.ts';
import { coverage } from './coverage.ts';
import { imageFilter } from './image-query.ts';
import { imageSums, totals } from './images.ts';
import { count, model, oneOf, pageOf, paging, ref, time } from './model.ts';
import { operation } from './operation.ts';

const repository = model('Repository', 'A repository and its worst image. The counts are those of that image.', {
  registryId: Type.String({ description: 'The registry.' }),
  registryName: Type.String({ description: 'Name of the registry.' }),
  repository: Type.String({ description: 'The repository, with its host: `registry.example/team/app`.' }),
  images: count('Images in it, of those asked for.'),
  failing: count('Of all images in it, those that fail a policy.'),
  worstImageId: Type.String({ description: 'The image whose counts these are.' }),
  ...totals,
  allImages: ref(imageSums, 'All those images added up.'),
  coverage,
  lastScannedAt: time('When an image in it was last scanned.'),
  missingSince: Type.Optional(
    time('Since when runs do not find it in the registry any more; what is known of it stays.'),
  ),
});

const repositoryPage = pageOf('RepositoryPage', repository);

export const repositoryModels = [repository, repositoryPage];

/** Repositories. */
export const repositoryOperations = {
  listRepositories: operation('GET', '/repositories', {
    operationId: 'listRepositories',
    summary: 'Repositories that hold an image as wanted; worst first.',
    tags: ['images'],
    querystring: Type.Object({
      ...paging,
      ...imageFilter,
      sort: Type.Optional(
        oneOf(repositorySorts, 'By what: names from A, counts from the most, times from the latest.', {
          default: 'worst',
        }),
      ),
      reverse: Type.Optional(Type.Boolean({ description: 'The other way round.' })),
    }),
    response: { 200: ref(repositoryPage) },
  }),
};
