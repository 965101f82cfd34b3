import { describe, expect, it } from 'vitest';
import { acceptance, acceptanceWords } from '#tests/support/acceptance.ts';
import { judgedReport, limitedVerdict } from '#tests/support/judged-report.ts';
import { finding, npmPackage, scanReport } from '#tests/support/sample-report.ts';
import { sarif } from './sarif.ts';

const run = (report: ReturnType<typeof scanReport>) => JSON.parse([...sarif.write(report)].join('')).runs[0];

describe('sarif', () => {
  const odd = {
    ...npmPackage('b', '1.0.0'),
    locations: [{ path: 'srv/a b/c:d%.json', layer: npmPackage('b', '1').locations[0]?.layer ?? expect.unreachable() }],
  };
  const report = scanReport({
    packages: [npmPackage('a', '1.0.0'), odd],
    findings: [
      finding('CVE-2024-1', 'a', {
        severity: 'low',
        scores: [{ by: 'x', kind: 'cvss3', severity: 'critical', score: 9.9 }],
      }),
      finding('CVE-2024-2', 'b', {}),
      finding('CVE-2024-1', 'b', {
        severity: 'critical',
        scores: [{ by: 'x', kind: 'cvss3', severity: 'critical', score: 9.9 }],
      }),
      finding('CVE-2024-3', 'gone', { suppressions: [{ by: 'vex', statementId: '1', reason: 'not reachable' }] }),
      finding('CVE-2024-4', 'a', { hidden: 'documentation', confidence: 'low' }),
      finding('CVE-2024-2', 'a', { suppressions: [acceptance] }),
    ],
    problems: [{ stage: 'image', code: 'image/x', message: 'cut', affectsCoverage: true }],
  });

  it('has one rule for each vulnerability, rated by its worst finding', () => {
    const { rules } = run(report).tool.driver;
    expect(rules.map(({ id }: { id: string }) => id)).toEqual(['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3', 'CVE-2024-4']);
    expect(rules[0]).toMatchObject({
      defaultConfiguration: { level: 'error' },
      properties: { 'security-severity': '9.9' },
    });
    // No score lies in the band of `high`: its usual number stands in.
    expect(rules[1].properties['security-severity']).toBe('8.0');
  });

  it('has one result for each finding, at its file, with its rule', () => {
    const { results, tool } = run(report);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(results[0]).toMatchObject({
      level: 'note',
      partialFingerprints: {
        'plimsollFinding/v1': 'CVE-2024-1 a',
        primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{16}:1$/),
      },
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'node_modules/a/package.json' }, region: { startLine: 1 } } },
      ],
    });
    expect(results[1].locations[0].physicalLocation.artifactLocation.uri).toBe('srv/a%20b/c%3Ad%25.json');
    expect(results[3]).toMatchObject({ suppressions: [{ kind: 'external', justification: 'vex: not reachable' }] });
    expect(results[3].locations).toHaveLength(1);
    expect(results[0].suppressions).toBeUndefined();
    expect(results[4].suppressions).toMatchObject([
      { status: 'accepted', justification: expect.stringMatching(/^hidden: /) },
    ]);
    expect(results[5].suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: acceptanceWords,
        properties: { by: 'exception', statementId: '7', acceptedBy: 'admin', expires: '2027-01-31', untilFixed: true },
      },
    ]);
    expect(
      tool.driver.rules.map(({ properties }: { properties: { precision: string } }) => properties.precision),
    ).toEqual(['very-high', 'very-high', 'very-high', 'medium']);
  });

  it('gives no rule a name that is its id again, against which validators warn (SARIF1001)', () => {
    const { rules } = run(judgedReport()).tool.driver;
    expect(rules.length).toBeGreaterThan(2);
    expect(rules.filter(({ id, name }: { id: string; name?: string }) => id === name)).toEqual([]);
  });

  it('says how far a policy passes', () => {
    const { policies } = run(judgedReport({ verdicts: [limitedVerdict] })).properties;
    expect(policies).toEqual([{ policyId: 'eol', policyName: 'End of life', outcome: 'pass', asFarAsKnown: true }]);
  });

  it('says which rules of policies a finding violates, and has a result for what no finding stands for', () => {
    const { results, tool, properties } = run(judgedReport());
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(
      results.map((one: { properties?: { policyRules?: unknown } }) => one.properties?.policyRules).slice(3),
    ).toEqual([['severe/high'], ['severe/high', 'listed/list'], undefined, undefined]);
    expect(results.slice(5)).toMatchObject([
      {
        ruleId: 'policy/house/license',
        level: 'warning',
        message: { text: 'House rules: a is under GPL-3.0-only, which is not allowed' },
        locations: [{ logicalLocations: [{ fullyQualifiedName: 'pkg:npm/a@1.0.0', kind: 'package' }] }],
      },
      { ruleId: 'policy/house/root', level: 'warning', message: { text: 'House rules: no default user is named' } },
    ]);
    expect(
      properties.policies.map(({ policyId, outcome }: { policyId: string; outcome: string }) => [policyId, outcome]),
    ).toEqual([
      ['severe', 'fail'],
      ['house', 'warn'],
      ['listed', 'accepted'],
      ['eol', 'pass'],
    ]);
    expect(run(report).properties.policies).toBeUndefined();
  });

  it('tells what could not be read', () => {
    const { invocations, properties } = run(report);
    expect(invocations[0].toolExecutionNotifications).toEqual([
      { descriptor: { id: 'image/x' }, level: 'error', message: { text: 'cut' } },
    ]);
    expect(properties.complete).toBe(false);
  });
});
