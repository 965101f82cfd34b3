import { describe, expect, it } from 'vitest';
import { jobContextWith, recorder } from '#tests/support/service/job-context.ts';
import type { JobContext } from '../../job-context.ts';
import { JobError } from '../../job-error.ts';
import { scanImage } from './scan-image.ts';

const scan = { id: 's', reference: 'registry.example/a:1', platform: '', runId: 'r' };

describe('scan-image', () => {
  it('does nothing for a scan that has been cancelled while it waited', async () => {
    const log: string[] = [];
    const registries = recorder(log);
    await scanImage.run({ scanId: 's' }, jobContextWith<JobContext>({ store: { scans: recorder(log) }, registries }));
    expect(log).toEqual(['begin("s")']);
  });

  it('leaves archives that were uploaded alone', async () => {
    const log: string[] = [];
    const scans = recorder(log, { begin: { ...scan, upload: { fileName: 'a.tar' } } });
    await scanImage.run({ scanId: 's' }, jobContextWith<JobContext>({ store: { scans }, registries: recorder(log) }));
    expect(log).toEqual(['begin("s")']);
  });

  it('fails where no registry covers the image', async () => {
    const log: string[] = [];
    const error = new JobError('jobs/no-registry-for-reference', 'add it');
    const registries = { find: () => Promise.reject(error) };
    const context = jobContextWith<JobContext>({ store: { scans: recorder(log, { begin: scan }) }, registries });
    await expect(scanImage.run({ scanId: 's' }, context)).rejects.toBe(error);
  });

  it('a failure because the registry wants to be left alone has its run wait', async () => {
    const log: string[] = [];
    const store = { scans: recorder(log, { get: scan }), runs: recorder(log) };
    const context = jobContextWith<JobContext>({ store, now: () => new Date('2026-01-01T00:00:00Z') });
    const failure = { error: new JobError('jobs/unexpected', 'busy'), willRetry: true, waitMs: 60_000 };
    await scanImage.failed?.({ scanId: 's' }, failure, context);
    expect(log.at(-1)).toBe('waitUntil("r", "2026-01-01T00:01:00.000Z")');
  });

  it.each([
    [true, ['requeue("s", {"code":"jobs/unexpected","message":"busy"})']],
    [false, ['fail("s", {"code":"jobs/unexpected","message":"busy"})', 'get("s")', 'finishIfDone("r")']],
  ])('a failure that is tried again (%s) is kept with the scan', async (willRetry, expected) => {
    const log: string[] = [];
    const store = { scans: recorder(log, { get: scan }), runs: recorder(log) };
    const failure = { error: new JobError('jobs/unexpected', 'busy'), willRetry };
    await scanImage.failed?.({ scanId: 's' }, failure, jobContextWith<JobContext>({ store }));
    expect(log).toEqual(expected);
  });
});
