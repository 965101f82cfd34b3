import { Value } from 'typebox/value';
import { errorMessage, PlimsollError } from '#core/errors.ts';
import { RegistryError } from '#engine/registry/index.ts';
import type { JobServices } from './job-context.ts';
import { JobError } from './job-error.ts';
import type { JobHandler } from './job-handler.ts';
import type { TakenJob } from './job-queue.ts';

/** Why a job's signal aborts. */
export type StopReason = 'cancelled' | 'claim-lost' | 'shutting-down';

/** A job under way. */
export interface RunningJob {
  readonly handler: JobHandler;
  readonly key: string;
  stop(reason: StopReason): void;
  readonly ended: Promise<void>;
}

/** Carries out a job that was taken, gives signs of life meanwhile, and ends it in the queue as it deserves. Never rejects. */
export function runJob(job: TakenJob, handler: JobHandler, services: JobServices): RunningJob {
  const abort = new AbortController();
  const beat = setInterval(() => void touch(), (handler.heartbeatSeconds * 1000) / 4);
  const touch = async () => {
    const isOurs = await services.queue.touch(handler.name, job).catch(() => true);
    if (!isOurs) abort.abort('claim-lost' satisfies StopReason);
  };
  const ended = perform(job, handler, { services, signal: abort.signal })
    .catch((error: unknown) =>
      services.logger.error({ job: handler.name, error: errorMessage(error) }, 'a job could not be ended'),
    )
    .finally(() => clearInterval(beat));
  const key = Value.Check(handler.payload, job.payload) ? handler.dedupeKey(job.payload) : '';
  return { handler, key, stop: (reason) => abort.abort(reason), ended };
}

interface Surroundings {
  readonly services: JobServices;
  readonly signal: AbortSignal;
}

async function perform(job: TakenJob, handler: JobHandler, { services, signal }: Surroundings): Promise<void> {
  const { queue, logger } = services;
  const context = { ...services, signal };
  const { payload } = job;
  if (!Value.Check(handler.payload, payload)) {
    logger.error({ job: handler.name, id: job.id }, 'a job has a payload that this release does not know');
    return queue.finish(handler.name, job);
  }
  try {
    await handler.run(payload, context);
    await queue.finish(handler.name, job);
  } catch (error) {
    const reason: unknown = signal.aborted ? signal.reason : undefined;
    if (reason === 'claim-lost') return;
    if (reason === 'cancelled') return queue.finish(handler.name, job);
    if (reason === 'shutting-down') {
      await handler.failed?.(payload, { error: interrupted(), willRetry: true }, context);
      return queue.retry(handler.name, job, 'the service was stopped');
    }
    const waitMs = askedToWait(error);
    const willRetry =
      waitMs !== undefined || (error instanceof PlimsollError && error.retriable && job.attempt < handler.retries);
    if (!(error instanceof PlimsollError)) {
      logger.error(
        { job: handler.name, id: job.id, error: errorMessage(error), stack: stackOf(error) },
        'a job failed unexpectedly',
      );
    }
    await handler.failed?.(payload, { error, willRetry, ...(waitMs !== undefined && { waitMs }) }, context);
    if (waitMs !== undefined) await queue.defer(handler.name, job, waitMs);
    else if (willRetry) await queue.retry(handler.name, job, errorMessage(error));
    else await queue.finish(handler.name, job);
  }
}

/** Longer waits than this are not believed. */
const longestWaitMs = 24 * 60 * 60 * 1000;

/** How long a registry wants to be left alone, where that is why the job failed: no fault of the job, however often it happens. */
function askedToWait(error: unknown): number | undefined {
  if (!(error instanceof RegistryError) || !error.retriable || error.retryAfterMs === undefined) return undefined;
  return Math.min(Math.max(error.retryAfterMs, 1000), longestWaitMs);
}

/** The time after so many milliseconds. */
export function afterMs(ms = 0, { now }: Pick<JobServices, 'now'>): Date {
  return new Date(now().getTime() + ms);
}

function interrupted(): JobError {
  return new JobError('jobs/interrupted', 'the service was stopped; the job goes on when it is started again');
}

function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack : undefined;
}

/** The code and sentence to keep of a failure; of an error that nobody foresaw, no more than that it is one. */
export function failureOf(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof PlimsollError) return { code: String(error.code), message: error.message };
  const message = `an unexpected error, which the log of the service tells more about: ${errorMessage(error)}`;
  return { code: 'jobs/unexpected', message };
}
