import { expect, it } from 'vitest';
import { judgedReport } from '#tests/support/judged-report.ts';
import { scanReport } from '#tests/support/sample-report.ts';
import { PolicyFailure } from '../exit-codes.ts';
import { failOnPolicy } from './fail-on-policy.ts';

const report = judgedReport();
const [failing, ...others] = report.verdicts;

it('throws where a policy fails, and names it', () => {
  expect(() => failOnPolicy(report)).toThrow(PolicyFailure);
  expect(() => failOnPolicy(report)).toThrow(/^r\.example\/app:1 violates a policy: Severe$/);
});

it('names all that fail', () => {
  const verdicts = [failing, failing].flatMap((one) => one ?? []);
  expect(() => failOnPolicy({ ...report, verdicts })).toThrow('violates 2 policies: Severe, Severe');
});

it('does not where policies warn, accept or pass', () => {
  expect(others.map(({ outcome }) => outcome)).toEqual(['warn', 'accepted', 'pass']);
  expect(() => failOnPolicy({ ...report, verdicts: others })).not.toThrow();
  expect(() => failOnPolicy(scanReport({}))).not.toThrow();
});
