import type { PolicyOutcome } from '#core/policy.ts';
import type { ScanReport } from '#core/scan-report.ts';
import type { ReportOptions } from '../../report-format.ts';
import { describeRuleVerdict, outcomeText, violatedRules, violationDescriber } from '../../writing/describe-verdict.ts';
import { paint, printable } from '../../writing/text-table.ts';

const colors: Readonly<Record<PolicyOutcome, number>> = { fail: 31, warn: 33, accepted: 36, pass: 32 };
const wordLength = 8;

/** What each policy says, and which of its rules are violated by what; nothing where the image was not judged. */
export function* verdictLines(report: ScanReport, { color }: ReportOptions): Generator<string> {
  if (report.verdicts.length === 0) return;
  yield `\n${paint('Policies', 1, color)}\n`;
  const describe = violationDescriber(report);
  for (const verdict of report.verdicts) {
    const { outcome, policyName } = verdict;
    const word = outcome === 'fail' ? 'FAIL' : outcome;
    const [, reserve] = outcomeText(verdict).split(', ');
    const note = reserve === undefined ? '' : ` (${reserve})`;
    yield `${paint(word, colors[outcome], color)}${' '.repeat(wordLength - word.length)}  ${printable(policyName)}${note}\n`;
    for (const rule of violatedRules(verdict)) {
      yield `${' '.repeat(wordLength)}  - ${printable(describeRuleVerdict(rule, describe))}\n`;
    }
  }
}
