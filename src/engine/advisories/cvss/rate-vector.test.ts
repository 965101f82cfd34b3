import { describe, expect, it } from 'vitest';
import { createVectorRater, rateVector } from './rate-vector.ts';

describe('rateVector', () => {
  // Scores as the NVD and FIRST's calculators show them.
  it.each([
    ['Log4Shell', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 'cvss3', 10, 'critical'],
    ['Heartbleed', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', 'cvss3', 7.5, 'high'],
    ['3.0, which rounds otherwise', 'CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N', 'cvss3', 3.1, 'low'],
    ['no impact', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 'cvss3', 0, 'negligible'],
    [
      'temporal metrics do not lower the base score',
      'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U',
      'cvss3',
      9.8,
      'critical',
    ],
    ['4.0', 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 'cvss4', 9.3, 'critical'],
    [
      '4.0 with threat',
      'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U',
      'cvss4',
      9.3,
      'critical',
    ],
    ['2.0', 'AV:N/AC:L/Au:N/C:C/I:C/A:C', 'cvss2', 10, 'high'],
    ['2.0 in brackets', '(AV:L/AC:H/Au:N/C:N/I:P/A:N)', 'cvss2', 1.2, 'low'],
  ])('%s', (_, vector, kind, score, severity) => {
    expect(rateVector(vector)).toMatchObject({ kind, score, severity });
  });

  it.each([
    ['nothing', ''],
    ['a score', '9.8'],
    ['a base metric left out', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H'],
    ['a value of another metric', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:X'],
    ['a metric twice', 'CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'],
    ['an unknown metric', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/ZZ:N'],
    ['a name of Object', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/constructor:N'],
    ['lower case', 'cvss:3.1/av:n/ac:l/pr:n/ui:n/s:u/c:h/i:h/a:h'],
    ['an unknown version', 'CVSS:5.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'],
    ['metrics of 3 under 4', 'CVSS:4.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'],
    ['a slash at the end', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/'],
    ['a thousand metrics', `CVSS:3.1/${'E:X/'.repeat(1000)}`],
  ])('gives no score for %s', (_, vector) => {
    expect(rateVector(vector)).toBeUndefined();
  });

  it('remembers what it has read, and that it could not be read', () => {
    const rate = createVectorRater();
    const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
    expect(rate(vector)).toBe(rate(vector));
    expect([rate('x'), rate('x')]).toEqual([undefined, undefined]);
  });
});
