import Type from 'typebox';
import { errorMessage } from '#core/errors.ts';
import { type UpdateProgress, updateAdvisoryDatabase } from '#engine/advisories/index.ts';
import type { AdvisoryProgress } from '#server/store/index.ts';
import { addRematch } from '../../enqueue.ts';
import { jobHandler } from '../../job-handler.ts';

const writeEveryMs = 500;
const hint =
  'Where this machine cannot reach the sources, fetch them elsewhere and load them with "plimsoll advisories update --from DIR".';

/** Builds the advisory database anew and has everything matched with it. */
export const updateAdvisories = jobHandler({
  name: 'update-advisories',
  payload: Type.Object({}),
  retries: 1,
  // Reading a large feed keeps the process busy for seconds at a time.
  heartbeatSeconds: 60,
  atOnce: 1,
  dedupeKey: () => 'one',
  run: async (_payload, { store, queue, advisories, signal, limits, logger, fetch, now }) => {
    await store.advisories.beginUpdate();
    const progress = throttled((row) => store.advisories.progress(row));
    try {
      const { path, from } = advisories;
      const result = await updateAdvisoryDatabase({
        path,
        ...(from !== undefined && { from }),
        fetch,
        now,
        limits,
        logger,
        signal,
        onProgress: (one) => progress.update(progressRow(one)),
      });
      await progress.end();
      await store.advisories.endUpdate(undefined);
      logger.info({ revision: result.revision, unchanged: result.unchanged }, 'advisories updated');
      await addRematch(queue);
    } finally {
      await progress.end();
    }
  },
  failed: async (_payload, { error, willRetry }, { store, logger }) => {
    const message = errorMessage(error);
    logger.warn({ error: message, willRetry }, 'advisories could not be updated');
    await store.advisories.endUpdate(`${message.replace(/[.\s]*$/, '')}. ${hint}`);
  },
});

function progressRow(progress: UpdateProgress): AdvisoryProgress {
  switch (progress.kind) {
    case 'fetching': {
      const total = progress.size === undefined ? {} : { total: progress.size };
      return { phase: 'fetching', source: progress.source, done: progress.bytes, ...total };
    }
    case 'loading':
      return { phase: 'reading', source: progress.source, done: progress.records };
    case 'finishing':
      return { phase: 'writing' };
  }
}

/** Hands on the latest value, twice a second at most, and never two at a time. */
function throttled(write: (row: AdvisoryProgress) => Promise<void>) {
  let latest: AdvisoryProgress | undefined;
  let lastMs = 0;
  let writing = Promise.resolve();
  const writeNow = () => {
    const row = latest;
    latest = undefined;
    lastMs = Date.now();
    if (row !== undefined) writing = writing.then(() => write(row)).catch(() => undefined);
  };
  return {
    update: (row: AdvisoryProgress) => {
      latest = row;
      if (Date.now() - lastMs >= writeEveryMs) writeNow();
    },
    end: () => {
      latest = undefined;
      return writing;
    },
  };
}
