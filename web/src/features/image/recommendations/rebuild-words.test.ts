import { expect, it } from 'vitest';
import type { Rebuild } from '../../../api/generated/index.ts';
import { packageWords, rebuildSummary } from './rebuild-words.ts';

const counts = (high: number) => ({ critical: 0, high, medium: 0, low: 0, negligible: 0, unknown: 0 });
const rebuild = (fixes: number, adds: number, leaves: number, unknown = 0) =>
  ({
    reference: 'r/os:2',
    fixes: { severityCounts: counts(fixes), vulnerabilities: [] },
    adds: { severityCounts: counts(adds), vulnerabilities: [] },
    leaves: counts(leaves),
    unknown: counts(unknown),
  }) as unknown as Rebuild;

it.each([
  ['fixes and leaves', rebuild(3, 0, 1200), 'Rebuilt on r/os:2: fixes 3 findings, adds 0, leaves 1,200.'],
  ['adds', rebuild(0, 2, 0), 'Rebuilt on r/os:2: fixes no findings, adds 2, leaves 0.'],
  ['changes nothing', rebuild(0, 0, 5), 'Rebuilt on r/os:2 it would have the same findings.'],
  [
    'cannot tell all',
    rebuild(1, 0, 0, 4),
    'Rebuilt on r/os:2: fixes 1 finding, adds 0, leaves 0; 4 more findings cannot be told.',
  ],
])('sums up a rebuild that %s', (_name, one, words) => expect(rebuildSummary(one)).toBe(words));

it.each([
  [{ changed: 2, added: 0, removed: 1, unknown: 0 }, ['2 in another version', '1 gone']],
  [{ changed: 0, added: 0, removed: 0, unknown: 0 }, ['the same']],
  [{ changed: 0, added: 1, removed: 0, unknown: 3 }, ['1 new', '3 of the old release: cannot be told']],
])('says what becomes of packages: %j', (packages, words) => expect(packageWords(packages)).toEqual(words));
