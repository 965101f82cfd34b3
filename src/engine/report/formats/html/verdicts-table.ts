import type { PolicyOutcome, Verdict } from '#core/policy.ts';
import type { ScanReport } from '#core/scan-report.ts';
import { outcomeText, violatedRules, violationDescriber, violationsText } from '../../writing/describe-verdict.ts';
import { escapeMarkup } from '../../writing/markup.ts';
import { cell, table } from './tables.ts';

/** How bad an outcome is shown to be, in the colours of severities. */
const looks: Readonly<Record<PolicyOutcome, string>> = { fail: 'high', warn: 'medium', accepted: 'low', pass: 'low' };

/** What each policy says: a row for each rule that is violated, or one where none is. */
export function verdictsTable(report: ScanReport): Iterable<string> {
  const describe = violationDescriber(report);
  const rows = report.verdicts.flatMap((verdict) => {
    const policy = cell(escapeMarkup(verdict.policyName), 'package');
    const violated = violatedRules(verdict);
    if (violated.length === 0) return [`${policy}${outcomeCell(verdict)}${cell('')}${cell('')}`];
    return violated.map((rule) =>
      [
        policy,
        outcomeCell(rule),
        cell(escapeMarkup(rule.description)),
        cell(escapeMarkup(violationsText(rule, describe)), 'summary'),
      ].join(''),
    );
  });
  return table(['Policy', 'Outcome', 'Violated rule', 'By'], rows);
}

function outcomeCell(said: Pick<Verdict, 'outcome' | 'asFarAsKnown'>): string {
  return cell(outcomeText(said), `severity ${looks[said.outcome]}`);
}
