import { expect, it } from 'vitest';
import { parsePolicy } from '#engine/policy/index.ts';
import { judgedReport } from '#tests/support/judged-report.ts';
import { judgeAlso } from './judge-also.ts';

const now = new Date('2026-06-15T12:00:00Z');
const rule = { id: 'risk', conditions: [{ type: 'risk-score', options: { minimum: 1 } }] };

it('adds what more policies say, by the same report', () => {
  const report = judgedReport();
  const judged = judgeAlso(report, [parsePolicy({ name: 'Risk', rules: [rule] })], now);
  expect(judged.verdicts.slice(0, -1)).toEqual(report.verdicts);
  expect(judged.verdicts.at(-1)).toMatchObject({ policyId: 'risk', outcome: 'fail' });
  expect(judged.verdicts.at(-1)?.rules[0]?.violations.map(({ accepted }) => accepted)).toEqual([
    false,
    false,
    false,
    false,
    true,
  ]);
});

it('leaves a report as it is where there are none', () => {
  expect(judgeAlso(judgedReport(), [], now)).toEqual(judgedReport());
});
