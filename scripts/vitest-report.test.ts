import { describe, expect, it } from 'vitest';
import { parseVitestReport } from './vitest-report.ts';

const report = (...files: readonly (readonly [status: string, ...tests: string[]])[]) =>
  JSON.stringify({
    testResults: files.map(([status, ...tests], index) => ({
      name: `file-${index}`,
      status,
      message: 'cannot load',
      assertionResults: tests.map((test, at) => ({ fullName: `test ${index}.${at}`, status: test })),
    })),
  });

describe('parseVitestReport', () => {
  it('counts what passed, failed and was skipped', () => {
    const tally = parseVitestReport(
      report(['failed', 'passed', 'failed', 'skipped'], ['passed', 'passed', 'pending']),
      1,
    );
    expect(tally).toEqual({ passed: 2, failed: 1, skipped: ['test 0.2', 'test 1.1'], failures: ['test 0.1'] });
  });

  it('a file that did not load is a failure', () => {
    expect(parseVitestReport(report(['passed', 'passed'], ['failed']), 1).failures).toEqual(['file-1: cannot load']);
  });

  it('a bad end without a failed test is a failure', () => {
    expect(parseVitestReport(report(['passed', 'passed']), 1).failed).toBe(1);
  });

  it('a run in which nothing passed is a failure', () => {
    expect(parseVitestReport(report(['passed', 'skipped']), 0).failures).toEqual(['no test passed']);
    expect(parseVitestReport(report(), 0).failed).toBe(1);
  });
});
