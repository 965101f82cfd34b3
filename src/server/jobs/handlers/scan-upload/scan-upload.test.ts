import { describe, expect, it } from 'vitest';
import { jobContextWith, recorder } from '#tests/support/service/job-context.ts';
import type { JobContext } from '../../job-context.ts';
import { JobError } from '../../job-error.ts';
import { scanUpload } from './scan-upload.ts';

const scan = { id: 's', reference: 'upload:/a.tar', platform: '', upload: { fileName: 'a.tar' } };

function contextWith(log: string[], begin: unknown, more: Readonly<Record<string, unknown>> = {}) {
  const uploads = { ...recorder(log), pathOf: () => '/nowhere/s.archive', remove: async () => void log.push('remove') };
  return jobContextWith<JobContext>({ store: { scans: recorder(log, { begin }) }, uploads, ...more });
}

describe('scan-upload', () => {
  it('removes the archive of a scan that was cancelled while it waited', async () => {
    const log: string[] = [];
    await scanUpload.run({ scanId: 's' }, contextWith(log, undefined));
    expect(log).toEqual(['begin("s")', 'remove']);
  });

  it('fails where the archive lies on another machine, or is gone', async () => {
    const running = scanUpload.run({ scanId: 's' }, contextWith([], scan));
    await expect(running).rejects.toMatchObject({
      code: 'jobs/upload-gone',
      message: expect.stringContaining('a.tar'),
    });
  });

  it('removes the archive when the scan is cancelled while it runs', async () => {
    const log: string[] = [];
    const signal = AbortSignal.abort('cancelled');
    await expect(scanUpload.run({ scanId: 's' }, contextWith(log, scan, { signal }))).rejects.toThrow();
    expect(log.at(-1)).toBe('remove');
  });

  it.each([
    [
      'keeps the archive of a scan that is tried again',
      true,
      ['requeue("s", {"code":"jobs/interrupted","message":"x"})'],
    ],
    ['removes it with the last failure', false, ['fail("s", {"code":"jobs/interrupted","message":"x"})', 'remove']],
  ])('%s', async (_, willRetry, expected) => {
    const log: string[] = [];
    const error = new JobError('jobs/interrupted', 'x');
    await scanUpload.failed?.({ scanId: 's' }, { error, willRetry }, contextWith(log, scan));
    expect(log).toEqual(expected);
  });
});
