import { describe, expect, it } from 'vitest';
import type { Suppression } from '#core/finding.ts';
import type { PolicyOutcome } from '#core/policy.ts';
import { imageSubject, judgedAt } from '#tests/support/policy-subjects.ts';
import { finding, npmPackage } from '#tests/support/sample-report.ts';
import { type Judged, judgeReport } from './judge-report.ts';
import { parsePolicy } from './parse-policy.ts';
import { worstOutcome } from './worst-outcome.ts';

const high = parsePolicy({
  name: 'No high',
  rules: [{ id: 'high', conditions: [{ type: 'severity', options: { level: 'high' } }] }],
});
const root = parsePolicy({
  name: 'No root',
  action: 'warn',
  rules: [{ id: 'root', conditions: [{ type: 'runs-as-root' }] }],
});
const suppressions: readonly Suppression[] = [{ by: 'vex', statementId: '1', reason: 'not reachable' }];

function judged(changes: Partial<Judged>): Judged {
  return { image: imageSubject({ user: 'app' }), packages: [npmPackage('a', '1.0.0')], findings: [], ...changes };
}

describe('judgeReport', () => {
  it('says of each rule what violates it', () => {
    const findings = [
      finding('CVE-1', 'a', {}),
      finding('CVE-2', 'a', { severity: 'low' }),
      finding('CVE-3', 'a', { suppressions }),
    ];
    expect(judgeReport([high], judged({ findings }), judgedAt)).toEqual([
      {
        policyId: 'no-high',
        policyName: 'No high',
        outcome: 'fail',
        rules: [
          {
            ruleId: 'high',
            description: 'Severity at least high',
            subject: 'finding',
            outcome: 'fail',
            violations: [
              { findingId: 'CVE-1 a', packageId: 'pkg:npm/a@1.0.0', accepted: false },
              { findingId: 'CVE-3 a', packageId: 'pkg:npm/a@1.0.0', accepted: true },
            ],
          },
        ],
      },
    ]);
  });

  it.each<[string, Partial<Judged>, readonly PolicyOutcome[]]>([
    ['nothing', {}, ['pass', 'pass']],
    ['a finding', { findings: [finding('CVE-1', 'a', {})] }, ['fail', 'pass']],
    ['one that is suppressed', { findings: [finding('CVE-1', 'a', { suppressions })] }, ['accepted', 'pass']],
    ['one that is counted apart', { findings: [finding('CVE-1', 'a', { hidden: 'documentation' })] }, ['pass', 'pass']],
    ['an image that runs as root', { image: imageSubject({}) }, ['pass', 'warn']],
  ])('%s', (_, changes, outcomes) => {
    expect(judgeReport([high, root], judged(changes), judgedAt).map(({ outcome }) => outcome)).toEqual(outcomes);
  });

  it('says of an image what its condition says', () => {
    const [verdict] = judgeReport([root], judged({ image: imageSubject({ user: '0' }) }), judgedAt);
    expect(verdict?.rules[0]).toMatchObject({
      subject: 'image',
      violations: [{ message: expect.stringContaining('the default user is "0"'), accepted: false }],
    });
  });

  const { config: _, ...unread } = imageSubject({});
  const incomplete = imageSubject({ user: 'app' }, { complete: false });
  it.each<[string, Partial<Judged>, readonly (string | undefined)[]]>([
    ['all of it', {}, ['pass', 'pass']],
    ['all but its configuration', { image: unread }, ['pass', 'pass as far as known']],
    ['only a part', { image: incomplete }, ['pass as far as known', 'pass as far as known']],
    [
      'only a part, in which something violates',
      { image: incomplete, findings: [finding('CVE-1', 'a', {})] },
      ['fail', 'pass as far as known'],
    ],
  ])('says of an image of which %s is known how far it passes', (_name, changes, expected) => {
    const verdicts = judgeReport([high, root], judged(changes), judgedAt);
    const said = ({ outcome, asFarAsKnown }: Pick<(typeof verdicts)[number], 'outcome' | 'asFarAsKnown'>) =>
      asFarAsKnown === true ? `${outcome} as far as known` : outcome;
    expect(verdicts.map(said)).toEqual(expected);
    expect(verdicts.flatMap(({ rules }) => rules).map(said)).toEqual(expected);
  });

  it('says nothing where there are no policies', () => {
    expect(judgeReport([], judged({}), judgedAt)).toEqual([]);
  });
});

it.each<[readonly PolicyOutcome[], PolicyOutcome]>([
  [[], 'pass'],
  [['pass', 'accepted'], 'accepted'],
  [['warn', 'pass', 'accepted'], 'warn'],
  [['warn', 'fail'], 'fail'],
])('the worst of %j is %s', (outcomes, worst) => expect(worstOutcome(outcomes)).toBe(worst));
