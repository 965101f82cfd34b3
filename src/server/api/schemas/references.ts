import Type from 'typebox';
import { listOf, model, oneOf, ref } from './model.ts';
import { operation } from './operation.ts';

const referenceHit = model('ReferenceHit', 'What a reference may become.', {
  reference: Type.String({ description: 'A repository with its host, or one of its tags.' }),
  kind: oneOf(['repository', 'tag'], 'Which of the two.'),
});

const referenceHits = model('ReferenceHits', 'What the beginning of a reference may become.', {
  items: listOf(referenceHit, 'Repositories first, shortest names first; then tags, newest first.'),
});

export const referenceModels = [referenceHit, referenceHits];

/** References that are typed. */
export const referenceOperations = {
  completeReference: operation('GET', '/references', {
    operationId: 'completeReference',
    summary: 'Known repositories with these words in their names; of one that is named in full, its tags.',
    tags: ['scans'],
    querystring: Type.Object({
      q: Type.String({ minLength: 1, maxLength: 300, description: 'What has been typed so far.' }),
    }),
    response: { 200: ref(referenceHits) },
  }),
};
