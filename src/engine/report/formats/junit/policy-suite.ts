import type { RuleVerdict, Verdict } from '#core/policy.ts';
import type { ScanReport } from '#core/scan-report.ts';
import {
  type DescribeViolation,
  outcomeText,
  violationDescriber,
  violationsText,
} from '../../writing/describe-verdict.ts';
import { escapeMarkup } from '../../writing/markup.ts';
import { attribute } from './attribute.ts';

/** How many of the rules of all policies come to what. */
export interface PolicyCounts {
  readonly tests: number;
  readonly failures: number;
  readonly skipped: number;
}

/** Counts the tests that {@link policyCases} writes. */
export function countPolicies(verdicts: readonly Verdict[]): PolicyCounts {
  const outcomes = verdicts.flatMap(({ rules }) => rules.map(({ outcome }) => outcome));
  const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
  return { tests: outcomes.length, failures: count('fail'), skipped: count('accepted') };
}

/**
 * A test for each rule of each policy: it fails where its policy does, is skipped where all that violates it is accepted, and passes with a
 * word in its output where its policy only warns or it passes as far as known, for which the format has no place.
 */
export function* policyCases(report: ScanReport): Generator<string> {
  const describe = violationDescriber(report);
  for (const { policyName, rules } of report.verdicts) {
    for (const rule of rules) {
      yield `    <testcase classname=${attribute(policyName)} name=${attribute(rule.description)}>${outcome(rule, describe)}</testcase>\n`;
    }
  }
}

function outcome(rule: RuleVerdict, describe: DescribeViolation): string {
  if (rule.asFarAsKnown === true) return `<system-out>${outcomeText(rule)}</system-out>`;
  if (rule.outcome === 'pass') return '';
  const text = violationsText(rule, describe);
  const body = escapeMarkup(rule.violations.map(describe).join('\n'));
  if (rule.outcome === 'fail') return `<failure message=${attribute(text)} type="policy">${body}</failure>`;
  if (rule.outcome === 'accepted') return `<skipped message=${attribute(`accepted: ${text}`)}/>`;
  return `<system-out>${escapeMarkup('warning: ')}${body}</system-out>`;
}
