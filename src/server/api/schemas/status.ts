import Type from 'typebox';
import { count, listOf, model, oneOf, ref, time } from './model.ts';
import { operation } from './operation.ts';

const sourceStatus = model('AdvisorySourceStatus', 'An advisory source inside the advisory database.', {
  name: Type.String({ description: 'Name of the source.' }),
  displayName: Type.Optional(Type.String({ description: 'Name of the source for people.' })),
  fetchedAt: Type.Optional(time('When it was last fetched; absent where it never was.')),
  records: count('Records that it gave.'),
  error: Type.Optional(Type.String({ description: 'Why the last attempt to fetch it failed.' })),
});

const updateProgress = model('AdvisoryUpdateProgress', 'How far an advisory update is.', {
  phase: oneOf(['waiting', 'fetching', 'reading', 'writing', 'matching'], 'What is being done.'),
  source: Type.Optional(Type.String({ description: 'The advisory source at hand.' })),
  done: Type.Optional(count('How much of it is done: records, or packages while matching.')),
  total: Type.Optional(count('How much there is to do, where known.')),
});

/** The advisory database: what findings are looked up in. */
export const advisoryStatus = model('AdvisoryStatus', 'The advisory database: what findings are looked up in.', {
  state: oneOf(
    ['none', 'updating', 'ready', 'failed'],
    'none: there is none yet; updating: the first one is being built, or a newer one; failed: the last update failed.',
  ),
  usable: Type.Boolean({ description: 'Whether there is a database to look up in, whatever its updates do.' }),
  builtAt: Type.Optional(time('When the database was built.')),
  ageSeconds: Type.Optional(count('How old it is.')),
  revision: Type.Optional(count('Its revision; grows with every update that changed something.')),
  sample: Type.Boolean({ description: 'True where it holds sample advisories for a demonstration only.' }),
  sources: listOf(sourceStatus, 'The sources in it.'),
  progress: Type.Optional(ref(updateProgress)),
  error: Type.Optional(Type.String({ description: 'Why the last update failed, and what to do.' })),
});

const queueStatus = model('QueueStatus', 'How much work waits.', {
  queued: count('Scans that wait.'),
  running: count('Scans under way.'),
  failed: count('Scans that failed in the last 24 hours.'),
  endedLastHour: Type.Optional(count('Scans that ended in the last hour.')),
  scansPerHour: Type.Optional(count('Images an hour, at the pace of the last hour; absent where none ended in it.')),
  oldestQueuedAt: Type.Optional(time('Since when the one that waits for longest does.')),
  secondsLeft: Type.Optional(count('How long all that waits or runs will take, at the pace of the last hour.')),
});

/** The service at a glance. */
export const status = model('Status', 'The service at a glance.', {
  version: Type.String({ description: 'Version of Plimsoll.' }),
  demo: Type.Boolean({ description: 'Whether this is a demonstration with sample data.' }),
  advisories: ref(advisoryStatus),
  queue: ref(queueStatus),
  countingTotals: Type.Boolean({
    description:
      'Whether totals of images still follow what has changed, an accepted risk or a document among others: numbers in listings may be those of before.',
  }),
});

export const statusModels = [sourceStatus, updateProgress, advisoryStatus, queueStatus, status];

/** The service itself and its advisories. */
export const statusOperations = {
  getStatus: operation('GET', '/status', {
    operationId: 'getStatus',
    summary: 'Version, advisory database and queue.',
    tags: ['status'],
    response: { 200: ref(status) },
  }),
  updateAdvisories: operation('POST', '/advisories/update', {
    operationId: 'updateAdvisories',
    summary: 'Start an update of the advisory database; one that is under way is not started twice.',
    tags: ['status'],
    response: { 202: ref(advisoryStatus) },
  }),
};
