import { setTimeout as delay } from 'node:timers/promises';
import { errorMessage } from '#core/errors.ts';
import type { JobServices } from './job-context.ts';
import type { JobHandler } from './job-handler.ts';
import { type RunningJob, runJob } from './run-job.ts';

export interface WorkerOptions {
  readonly handlers: readonly JobHandler[];
  /** Jobs of one kind at once, where the handler does not say. */
  readonly concurrency: number;
}

/** Takes jobs and carries them out. */
export interface Worker {
  /** Stops a job of this process, if it is one. */
  cancel(handler: string, key: string): void;
  /** Takes no more jobs, and gives those under way back to the queue. */
  stop(): Promise<void>;
}

/** How long a worker waits before it looks again, unless a job is added meanwhile: others add jobs too. */
const pollMs = 1000;
/** Jobs of at least this priority are asked for by people, who wait: one more slot is kept for them. */
export const urgentPriority = 10;

/** Starts the loops that take jobs, one for each kind, and one more for urgent jobs where several run at once. */
export function startWorker(services: JobServices, { handlers, concurrency }: WorkerOptions): Worker {
  const running = new Set<RunningJob>();
  const stopping = new AbortController();
  const loops = handlers.flatMap((handler) => {
    const slots = handler.atOnce ?? concurrency;
    const loop = { handler, services, running, signal: stopping.signal };
    const general = takeLoop({ ...loop, slots });
    return handler.atOnce === undefined
      ? [general, takeLoop({ ...loop, slots: 1, minPriority: urgentPriority })]
      : [general];
  });
  return {
    cancel: (name, key) => {
      for (const job of running) if (job.handler.name === name && job.key === key) job.stop('cancelled');
    },
    stop: async () => {
      stopping.abort();
      for (const job of running) job.stop('shutting-down');
      await Promise.all(loops);
      await Promise.all([...running].map(({ ended }) => ended));
    },
  };
}

interface LoopOptions {
  readonly handler: JobHandler;
  readonly services: JobServices;
  readonly running: Set<RunningJob>;
  readonly slots: number;
  readonly minPriority?: number;
  readonly signal: AbortSignal;
}

async function takeLoop({ handler, services, running, slots, minPriority, signal }: LoopOptions): Promise<void> {
  const own = new Set<Promise<void>>();
  while (!signal.aborted) {
    // Listened for before it is looked: what is added meanwhile is not seen by either otherwise.
    using woken = listenForJobs(services);
    const free = slots - own.size;
    const wanted = { atMost: free, ...(minPriority !== undefined && { minPriority }) };
    const taken =
      free === 0
        ? []
        : await services.queue.take(handler.name, wanted).catch((error: unknown) => {
            services.logger.warn({ error: errorMessage(error) }, 'cannot take jobs from the queue');
            return [];
          });
    for (const job of taken) {
      const started = runJob(job, handler, services);
      running.add(started);
      const ended = started.ended.finally(() => {
        own.delete(ended);
        running.delete(started);
      });
      own.add(ended);
      if (signal.aborted) started.stop('shutting-down');
    }
    if (own.size === slots) await Promise.race([...own, aborted(signal)]);
    else if (taken.length === 0) await somethingToDo(woken, own, signal);
  }
}

interface Woken extends Disposable {
  /** Settles once workers are to look for jobs. */
  readonly added: Promise<void>;
}

function listenForJobs({ queue }: JobServices): Woken {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { added: promise, [Symbol.dispose]: queue.onWake(resolve) };
}

/** Waits until a job ends, is added, or the time has come to look again. */
async function somethingToDo({ added }: Woken, own: Iterable<Promise<void>>, signal: AbortSignal): Promise<void> {
  const waiting = new AbortController();
  const pause = delay(pollMs, undefined, { signal: AbortSignal.any([signal, waiting.signal]) }).catch(() => undefined);
  await Promise.race([...own, added, pause]);
  waiting.abort();
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
