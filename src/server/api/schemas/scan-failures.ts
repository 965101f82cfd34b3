import Type from 'typebox';
import { outcomeClasses } from '#core/outcome-class.ts';
import { count, listOf, model, oneOf, ref, words } from './model.ts';
import { operation } from './operation.ts';

const tags = ['scans'];

/** Failed scans that have one kind of cause. */
export const scanFailures = model('ScanFailures', 'Failed scans that have one kind of cause.', {
  outcome: oneOf(outcomeClasses, 'The kind of cause.'),
  scans: count('How many.'),
  retriable: count(
    'Those of tags, which can be queued once more; repositories that could not be listed take another run.',
  ),
  codes: words('The codes of their errors.'),
});

const scanFailureList = model('ScanFailureList', 'What failed, by kind of cause.', {
  items: listOf(scanFailures, 'Most first.'),
});

const which = {
  registryId: Type.Optional(Type.String({ maxLength: 64, description: 'Only those of this registry.' })),
};

const retryScansInput = model('RetryScansInput', 'Which failed scans to queue once more.', {
  ...which,
  outcome: Type.Optional(oneOf(outcomeClasses, 'Only those with this kind of cause.')),
});

const queuedScans = model('QueuedScans', 'Scans that were queued.', { queued: count('How many.') });

export const scanFailureModels = [scanFailures, scanFailureList, retryScansInput, queuedScans];

/** What failed over all runs. */
export const scanFailureOperations = {
  listScanFailures: operation('GET', '/scans/failures', {
    operationId: 'listScanFailures',
    summary: 'What failed and has not been made good by a later scan, by kind of cause.',
    tags,
    querystring: Type.Object(which),
    response: { 200: ref(scanFailureList) },
  }),
  retryScans: operation('POST', '/scans/retry', {
    operationId: 'retryScans',
    summary: 'Queue everything once more that failed and has not been made good since, or what has one kind of cause.',
    tags,
    body: ref(retryScansInput),
    response: { 202: ref(queuedScans) },
  }),
};
