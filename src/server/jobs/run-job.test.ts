import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '#core/logger.ts';
import { RegistryError } from '#engine/registry/index.ts';
import type { JobServices } from './job-context.ts';
import { JobError } from './job-error.ts';
import { type JobFailure, type JobHandler, jobHandler } from './job-handler.ts';
import type { TakenJob } from './job-queue.ts';
import { failureOf, runJob } from './run-job.ts';

class Passing extends JobError {
  constructor() {
    super('jobs/unexpected', 'busy', { retriable: true });
  }
}

class Limited extends RegistryError {
  constructor(retryAfterMs: number) {
    super('registry/rate-limited', 'slow down', { retriable: true, retryAfterMs });
  }
}

/** A queue that writes down what becomes of a job. */
function fakeQueue(isOurs = true) {
  const log: string[] = [];
  const queue = {
    touch: async () => isOurs,
    finish: async () => void log.push('finished'),
    defer: async (_name: string, _job: TakenJob, waitMs: number) => void log.push(`in ${waitMs} ms`),
    retry: async (_name: string, _job: TakenJob, error: string) => void log.push(`again: ${error}`),
  };
  return { log, services: { queue, logger: silentLogger } as unknown as JobServices };
}

function handlerThat(run: JobHandler['run'], failures: JobFailure[] = []) {
  return jobHandler({
    name: 'test',
    payload: Type.Object({ id: Type.String() }),
    retries: 2,
    heartbeatSeconds: 10,
    dedupeKey: ({ id }) => id,
    run,
    failed: async (_payload, failure) => void failures.push(failure),
  }) as unknown as JobHandler;
}

const job = (attempt = 0): TakenJob => ({ id: 'j', payload: { id: 'x' }, attempt });

describe('runJob', () => {
  it('finishes a job that is done', async () => {
    const { log, services } = fakeQueue();
    await runJob(
      job(),
      handlerThat(async () => undefined),
      services,
    ).ended;
    expect(log).toEqual(['finished']);
  });

  it.each<[string, Error, number, readonly string[], boolean, number?]>([
    ['a failure that may pass is tried again', new Passing(), 0, ['again: busy'], true],
    ['the last of its attempts is not', new Passing(), 2, ['finished'], false],
    ['a failure that will not pass is not', new JobError('jobs/unexpected', 'no'), 0, ['finished'], false],
    ['one that asks to wait is, at any attempt', new Limited(7_000), 2, ['in 7000 ms'], true, 7_000],
    ['one that asks to wait for ever waits a day', new Limited(1e12), 0, ['in 86400000 ms'], true, 86_400_000],
    ['a bug is not', new TypeError('undefined is not a function'), 0, ['finished'], false],
  ])('%s', async (_, error, attempt, log, willRetry, waitMs?: number) => {
    const failures: JobFailure[] = [];
    const fake = fakeQueue();
    await runJob(
      job(attempt),
      handlerThat(() => Promise.reject(error), failures),
      fake.services,
    ).ended;
    expect(fake.log).toEqual(log);
    expect(failures).toEqual([{ error, willRetry, ...(waitMs !== undefined && { waitMs }) }]);
  });

  it.each([
    ['cancelled', ['finished'], 0],
    ['claim-lost', [], 0],
    ['shutting-down', ['again: the service was stopped'], 1],
  ] as const)('a job that is stopped since it is %s', async (reason, log, failures) => {
    const seen: JobFailure[] = [];
    const fake = fakeQueue();
    const untilStopped: JobHandler['run'] = (_payload, { signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
    const running = runJob(job(), handlerThat(untilStopped, seen), fake.services);
    running.stop(reason);
    await running.ended;
    expect(fake.log).toEqual(log);
    expect(seen).toHaveLength(failures);
  });

  it('ends a job whose payload it does not know, without running it', async () => {
    const { log, services } = fakeQueue();
    const never = handlerThat(() => Promise.reject(new Error('must not run')));
    await runJob({ id: 'j', payload: { other: 1 }, attempt: 0 }, never, services).ended;
    expect(log).toEqual(['finished']);
  });
});

describe('failureOf', () => {
  it('keeps the code and sentence of an error that was foreseen', () => {
    expect(failureOf(new JobError('jobs/interrupted', 'stopped'))).toEqual({
      code: 'jobs/interrupted',
      message: 'stopped',
    });
  });

  it('says of others that they were not', () => {
    expect(failureOf(new TypeError('x'))).toEqual({
      code: 'jobs/unexpected',
      message: 'an unexpected error, which the log of the service tells more about: x',
    });
  });
});
