import { describe, expect, it } from 'vitest';
import type { Fix } from '#core/advisory.ts';
import type { SeverityRating } from '#core/severity.ts';
import { findVersionScheme } from '#engine/versions/index.ts';
import { fixAcross, fixWithin } from './choose-fix.ts';
import { chooseSeverity } from './choose-severity.ts';

const vendor = (severity: SeverityRating['severity'], by = 'Debian'): SeverityRating => ({
  by,
  kind: 'vendor',
  severity,
});
const cvss = (
  kind: 'cvss2' | 'cvss3' | 'cvss4',
  severity: SeverityRating['severity'],
  score: number,
): SeverityRating => ({
  by: 'GitHub',
  kind,
  severity,
  score,
  vector: `${kind} ${score}`,
});

describe('chooseSeverity', () => {
  it.each<[string, SeverityRating[][], string]>([
    ['nothing', [[], []], 'unknown'],
    ["the vendor's word before any score", [[cvss('cvss3', 'critical', 9.8), vendor('low')]], 'low'],
    [
      'CVSS of the highest version',
      [[cvss('cvss2', 'low', 2), cvss('cvss3', 'high', 8), cvss('cvss4', 'medium', 5)]],
      'medium',
    ],
    ['the worst of two words', [[vendor('low'), vendor('high', 'Ubuntu')]], 'high'],
    ['the worst of two scores', [[cvss('cvss3', 'medium', 5), cvss('cvss3', 'high', 8)]], 'high'],
    ['the nearest group', [[cvss('cvss3', 'low', 3)], [vendor('critical')]], 'low'],
    ['the next group where the nearest rates nothing', [[], [vendor('critical')]], 'critical'],
  ])('%s', (_, groups, severity) => {
    expect(chooseSeverity(groups).severity).toBe(severity);
  });

  it('keeps all ratings side by side, each once', () => {
    const rating = cvss('cvss3', 'high', 8);
    expect(chooseSeverity([[rating], [rating, vendor('low')]]).scores).toEqual([rating, vendor('low')]);
  });
});

describe('the fix', () => {
  const scheme = findVersionScheme('deb');
  if (scheme === undefined) throw new Error('no deb scheme');
  const fixed = (version: string): Fix => ({ state: 'fixed', versions: [version] });
  const state = (name: 'not-fixed' | 'wont-fix' | 'unknown'): Fix => ({ state: name, versions: [] });

  it.each<[string, Fix[], Fix]>([
    ['the highest across advisories, which satisfies all', [fixed('1.9-1'), fixed('1.10-1')], fixed('1.10-1')],
    ['one that names none undoes nothing', [state('not-fixed'), fixed('1.0')], fixed('1.0')],
    [
      "won't-fix before not fixed before unknown",
      [state('unknown'), state('not-fixed'), state('wont-fix')],
      state('wont-fix'),
    ],
    ['not fixed before unknown', [state('unknown'), state('not-fixed')], state('not-fixed')],
    ['nothing said', [], state('unknown')],
  ])('%s', (_, fixes, expected) => {
    expect(fixAcross(fixes, scheme)).toEqual(expected);
  });

  it('is the lowest among the entries of one advisory', () => {
    expect(fixWithin([fixed('1.10-1'), fixed('1.9-1'), state('not-fixed')], scheme)).toEqual(fixed('1.9-1'));
  });
});

describe('chooseSeverity with raters that are preferred', () => {
  const ratings: readonly SeverityRating[] = [
    { by: 'Debian', kind: 'vendor', severity: 'low' },
    { by: 'NVD', kind: 'cvss3', severity: 'critical', score: 9.8 },
    { by: 'GitHub', kind: 'cvss4', severity: 'high', score: 8 },
  ];
  it.each([
    [[], 'low'],
    [['nvd'], 'critical'],
    [['ghsa', 'nvd'], 'high'],
    [['vendor', 'nvd'], 'low'],
    [['Red Hat'], 'low'],
  ])('%j', (preferred, severity) => {
    const chosen = chooseSeverity([ratings], preferred);
    expect(chosen.severity).toBe(severity);
    expect(chosen.scores).toHaveLength(3);
  });
});
