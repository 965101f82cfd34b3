import Type from 'typebox';
import { coverage, totals } from './images.ts';
import { count, model, oneOf, pageOf, paging, ref, time } from './model.ts';
import { operation } from './operation.ts';

const repository = model('Repository', 'A repository and its worst image. The counts are those of that image.', {
  registryId: Type.String({ description: 'The registry.' }),
  registryName: Type.String({ description: 'Name of the registry.' }),
  repository: Type.String({ description: 'The repository, with its host: `registry.example/team/app`.' }),
  images: count('Images known in it.'),
  worstImageId: Type.String({ description: 'The image whose counts these are.' }),
  ...totals,
  coverage,
  lastScannedAt: time('When an image in it was last scanned.'),
});

const repositoryPage = pageOf('RepositoryPage', repository);

export const repositoryModels = [repository, repositoryPage];

/** Repositories. */
export const repositoryOperations = {
  listRepositories: operation('GET', '/repositories', {
    operationId: 'listRepositories',
    summary: 'Repositories that hold a scanned image; worst first.',
    tags: ['images'],
    querystring: Type.Object({
      ...paging,
      registryId: Type.Optional(Type.String({ maxLength: 64, description: 'Only this registry.' })),
      q: Type.Optional(Type.String({ maxLength: 200, description: 'Words to be found in its name.' })),
      sort: Type.Optional(oneOf(['worst', 'name'], 'Order.', { default: 'worst' })),
    }),
    response: { 200: ref(repositoryPage) },
  }),
};
