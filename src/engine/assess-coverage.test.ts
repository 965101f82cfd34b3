import { describe, expect, it } from 'vitest';
import type { ScanProblem } from '#core/problem.ts';
import { bookworm } from '#tests/support/run-cataloger.ts';
import { assessCoverage } from './assess-coverage.ts';

const now = new Date('2026-01-10T12:00:00Z');
const problem = (code: string, changes: Partial<ScanProblem> = {}): ScanProblem => ({
  stage: 'catalog',
  code,
  message: `because of ${code}`,
  affectsCoverage: true,
  ...changes,
});
const assess = (problems: readonly ScanProblem[]) => assessCoverage({ distro: bookworm, layers: [], problems, now });

describe('assessCoverage', () => {
  it('is complete where no problem hides anything', () => {
    expect(assess([problem('advisories/old', { affectsCoverage: false })])).toEqual({
      complete: true,
      distro: { state: 'recognised', name: bookworm.prettyName },
      layers: { read: 0, total: 0 },
      unreadFiles: { count: 0, files: [] },
      sightings: [],
    });
  });

  it('says why a distro is not recognised', () => {
    expect(assess([problem('catalog/distro-unknown')]).distro).toMatchObject({
      state: 'not-recognised',
      reason: 'because of catalog/distro-unknown',
    });
    expect(assessCoverage({ layers: [], problems: [problem('catalog/distro-missing')], now }).distro).toEqual({
      state: 'none',
      reason: 'because of catalog/distro-missing',
    });
  });

  it('names each file that could not be read once, and not more than a hundred', () => {
    const twice = [problem('catalog/a', { path: 'x' }), problem('catalog/b', { path: 'x' })];
    expect(assess(twice).unreadFiles).toEqual({ count: 1, files: [{ path: 'x', code: 'catalog/a' }] });
    const many = Array.from({ length: 150 }, (_, index) => problem('catalog/a', { path: `${index}` }));
    expect(assess(many).unreadFiles.count).toBe(150);
    expect(assess(many).unreadFiles.files).toHaveLength(100);
    expect(assess([problem('catalog/a', { path: 'x', affectsCoverage: false })]).unreadFiles.count).toBe(0);
  });

  it('says how old the advisories are', () => {
    const advisories = { builtAt: '2026-01-08T11:00:00.000Z', ecosystems: [] };
    expect(assessCoverage({ layers: [], problems: [], advisories, now }).advisories?.ageDays).toBe(2);
  });
});
