import { describe, expect, it } from 'vitest';
import type { Explanation } from '#core/explanation.ts';
import { describeExplanation } from './describe-explanation.ts';

const nothing: Explanation = {
  vulnerabilityId: 'CVE-2026-0001',
  names: ['CVE-2026-0001'],
  packages: [],
  unmentioned: 3,
  elsewhere: [],
};
const text = (explanation: Explanation) => [...describeExplanation(explanation, 'r.example/app:1')].join('');

describe('describeExplanation', () => {
  it('says that nothing is known', () => {
    expect(text(nothing)).toContain('The advisory database knows no advisory of that name.\n');
  });

  it('reads from what decided to what is stated', () => {
    const explained = text({
      ...nothing,
      names: ['CVE-2026-0001', 'GHSA-1'],
      packages: [
        {
          packageId: 'x',
          name: 'li\u001bb',
          version: '1.0',
          verdict: 'suppressed',
          reason: 'affected, but vex s1 says: never reached',
          lookUps: [{ ecosystem: 'Debian', release: '12', name: 'lib', version: '1.0', scheme: 'deb' }],
          advisories: [
            {
              advisoryId: 'DSA-1',
              source: 'osv/Debian',
              firstHand: true,
              verdict: 'not-affected',
              statements: [
                {
                  verdict: 'holds',
                  text: 'introduced 0',
                  reason: 'within',
                  fix: { state: 'wont-fix', versions: [], reason: 'minor' },
                },
              ],
            },
          ],
          suppressions: [{ by: 'vex', statementId: 's1', reason: 'never reached' }],
        },
      ],
    });
    expect(explained.split('\n')).toEqual(
      [
        'CVE-2026-0001 in r.example/app:1',
        'also known as GHSA-1',
        'li?b 1.0: affected, but suppressed',
        '  why        affected, but vex s1 says: never reached',
        '  looked up  lib 1.0 in Debian 12, by deb order',
        '  vex        s1: never reached',
        '  advisory   DSA-1 (osv/Debian, first-hand): not affected',
        '               introduced 0',
        '                 within; fix: wont fix (minor)',
        '',
        '3 other packages are named by no advisory on it.',
        '',
      ].flatMap((line, at) => (at === 2 ? ['', line] : [line])),
    );
  });

  it('shortens what is said of other packages', () => {
    const elsewhere = Array.from({ length: 12 }, (_, at) => ({ advisoryId: `X-${at}`, source: 's', about: [] }));
    expect(text({ ...nothing, elsewhere })).toMatch(/X-9 \(s\): names no package\n {2}and 2 more\n/);
  });
});
