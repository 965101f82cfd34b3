import Type from 'typebox';
import { outcomeClasses } from '#core/outcome-class.ts';
import { artifactType } from './artifacts.ts';
import { count, model, oneOf, pageOf, paging, ref, time } from './model.ts';
import { operation } from './operation.ts';
import { policyOutcome } from './policy-outcome.ts';

const tags = ['scans'];
const scanStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

const scanProgress = model('ScanProgress', 'How far a scan is.', {
  phase: oneOf(['resolving', 'reading', 'cataloging', 'matching', 'saving'], 'What is being done.'),
  bytes: count('Bytes of layers read.'),
  totalBytes: count('Bytes of layers to read; those already known are not counted.'),
  layers: count('Layers of the image; 0 until they are known.'),
  cachedLayers: count('Layers that need not be read again.'),
});

/** Reading one image and matching it. */
export const scan = model('Scan', 'Reading one image and matching it.', {
  id: Type.String({ description: 'Identifies the scan.' }),
  reference: Type.String({
    description: 'The image, in full; `upload:/` and its name for an archive that was uploaded.',
  }),
  registryId: Type.Optional(Type.String({ description: 'The registry; absent where it has been removed.' })),
  runId: Type.Optional(Type.String({ description: 'The run of the registry that it belongs to.' })),
  platform: Type.Optional(Type.String({ description: 'The platform asked for.' })),
  state: oneOf(scanStates, 'Where it stands.'),
  progress: Type.Optional(ref(scanProgress)),
  imageId: Type.Optional(Type.String({ description: 'The image found; present once done, unless there is none.' })),
  unchanged: Type.Optional(Type.Boolean({ description: 'Whether the image was known already.' })),
  policyOutcome: Type.Optional(policyOutcome),
  artifact: Type.Optional(ref(artifactType, 'What there is instead of an image: nothing to scan, and no failure.')),
  outcome: Type.Optional(oneOf(outcomeClasses, 'What kind of cause it failed for.')),
  code: Type.Optional(Type.String({ description: 'Why it failed, as a stable code.' })),
  message: Type.Optional(Type.String({ description: 'Why it failed, in a sentence, and what to do.' })),
  attempts: count('How often it was begun.'),
  createdAt: time('When it was asked for.'),
  startedAt: Type.Optional(time('When it was last begun.')),
  finishedAt: Type.Optional(time('When it ended.')),
});

const scanPage = pageOf('ScanPage', scan);

const scanRequest = model('ScanRequest', 'An image to scan.', {
  reference: Type.String({ minLength: 1, maxLength: 1024, description: 'Image reference, as one would pull it.' }),
  platform: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: '`os/architecture[/variant]`; which image of an index.' }),
  ),
});

const cancelScansInput = model('CancelScansInput', 'Which waiting scans to cancel.', {
  registryId: Type.Optional(Type.String({ maxLength: 64, description: 'Only those of this registry.' })),
});

const cancelledScans = model('CancelledScans', 'Scans that were cancelled.', { cancelled: count('How many.') });

const byId = Type.Object({ scanId: Type.String({ maxLength: 64, description: 'The scan.' }) });

export const scanModels = [scanProgress, scan, scanPage, scanRequest, cancelScansInput, cancelledScans];

/** Scans. */
export const scanOperations = {
  createScan: operation('POST', '/scans', {
    operationId: 'createScan',
    summary: 'Scan an image; one of the same image that still waits is returned instead of adding another.',
    tags,
    body: ref(scanRequest),
    response: { 202: ref(scan) },
  }),
  listScans: operation('GET', '/scans', {
    operationId: 'listScans',
    summary: 'Scans, newest first.',
    tags,
    querystring: Type.Object({
      ...paging,
      state: Type.Optional(oneOf(scanStates, 'Only scans in this state.')),
      runId: Type.Optional(Type.String({ maxLength: 64, description: 'Only scans of this run.' })),
      registryId: Type.Optional(Type.String({ maxLength: 64, description: 'Only scans of this registry.' })),
      outcome: Type.Optional(oneOf(outcomeClasses, 'Only scans that failed for this kind of cause.')),
      unresolved: Type.Optional(
        Type.Boolean({ description: 'Only scans that failed and have not been made good by a later one.' }),
      ),
      q: Type.Optional(Type.String({ maxLength: 200, description: 'To be found in the reference.' })),
    }),
    response: { 200: ref(scanPage) },
  }),
  watchScans: operation('GET', '/scans/events', {
    operationId: 'watchScans',
    summary: 'Server-sent events: `scan` with a Scan whenever one changes, `run` with a Run, `status` with a Status.',
    tags,
    response: {
      200: Type.Unsafe<string>({
        description: 'A stream of events.',
        content: { 'text/event-stream': { schema: { type: 'string', description: 'Events; data is JSON.' } } },
      }),
    },
  }),
  getScan: operation('GET', '/scans/:scanId', {
    operationId: 'getScan',
    summary: 'One scan.',
    tags,
    params: byId,
    response: { 200: ref(scan) },
  }),
  cancelScan: operation('POST', '/scans/:scanId/cancel', {
    operationId: 'cancelScan',
    summary: 'Stop a scan that waits or runs.',
    tags,
    params: byId,
    response: { 200: ref(scan) },
  }),
  cancelWaitingScans: operation('POST', '/scans/cancel', {
    operationId: 'cancelWaitingScans',
    summary: 'Cancel all scans that wait; those that run go on.',
    tags,
    body: ref(cancelScansInput),
    response: { 200: ref(cancelledScans) },
  }),
  retryScan: operation('POST', '/scans/:scanId/retry', {
    operationId: 'retryScan',
    summary: 'Queue a scan that ended once more.',
    tags,
    params: byId,
    response: { 202: ref(scan) },
  }),
};
