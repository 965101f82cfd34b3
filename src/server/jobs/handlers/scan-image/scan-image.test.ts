import { describe, expect, it } from 'vitest';
import { jobContextWith, recorder } from '#tests/support/service/job-context.ts';
import type { JobContext } from '../../job-context.ts';
import { JobError } from '../../job-error.ts';
import { scanImage } from './scan-image.ts';
import { createProgressWriter } from './write-progress.ts';

const scan = { id: 's', reference: 'registry.example/a:1', platform: '', runId: 'r' };

describe('scan-image', () => {
  it('does nothing for a scan that has been cancelled while it waited', async () => {
    const log: string[] = [];
    const registries = recorder(log);
    await scanImage.run({ scanId: 's' }, jobContextWith<JobContext>({ store: { scans: recorder(log) }, registries }));
    expect(log).toEqual(['begin("s")']);
  });

  it('fails where no registry covers the image', async () => {
    const log: string[] = [];
    const error = new JobError('jobs/no-registry-for-reference', 'add it');
    const registries = { find: () => Promise.reject(error) };
    const context = jobContextWith<JobContext>({ store: { scans: recorder(log, { begin: scan }) }, registries });
    await expect(scanImage.run({ scanId: 's' }, context)).rejects.toBe(error);
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

describe('the progress of a scan', () => {
  it('is summed up over its layers', async () => {
    const rows: unknown[] = [];
    const progress = createProgressWriter(async (row) => void rows.push(row));
    const [a, b] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`] as never[];
    progress.update({ kind: 'layers', total: 3, cached: 1, bytes: 100 });
    if (a !== undefined) progress.update({ kind: 'layer-bytes', layer: a, bytes: 10, size: 50 });
    if (b !== undefined) progress.update({ kind: 'layer-bytes', layer: b, bytes: 5, size: 50 });
    await progress.flush();
    expect(rows.at(-1)).toEqual({ phase: 'reading', bytes: 15, totalBytes: 100, layers: 3, cachedLayers: 1 });
    progress.update({ kind: 'cataloging' });
    await progress.end();
    expect(rows.at(-1)).toMatchObject({ phase: 'cataloging', bytes: 100 });
  });

  it('that cannot be written does not end the scan', async () => {
    const progress = createProgressWriter(() => Promise.reject(new Error('database gone')));
    progress.update({ kind: 'cataloging' });
    await expect(progress.end()).resolves.toBeUndefined();
  });
});
