import { type Finding, type HiddenReason, hiddenReasons } from '#core/finding.ts';

const hiddenWords = {
  'kernel-headers': {
    where: 'in kernel headers',
    why: 'the package holds declarations of the kernel and none of its code',
  },
  documentation: { where: 'in documentation', why: 'the package holds documentation and no code that runs' },
  informational: { where: 'that name no flaw', why: 'the advisory names no flaw' },
} as const satisfies Record<HiddenReason, object>;

/** Whether a finding is one of those that totals and verdicts are made of. */
export function isCounted({ suppressions, hidden }: Finding): boolean {
  return suppressions.length === 0 && hidden === undefined;
}

/** Why a finding that nothing suppresses is counted apart, as a sentence without its end; undefined where it is not. */
export function whyHidden({ hidden }: Finding): string | undefined {
  return hidden === undefined ? undefined : `hidden: ${hiddenWords[hidden].why}`;
}

/** How many findings that nothing suppresses are counted apart, and where: `14 hidden (14 in kernel headers)`; empty where none is. */
export function describeHidden(findings: readonly Finding[]): string {
  const open = findings.filter(({ suppressions }) => suppressions.length === 0);
  const counts = hiddenReasons.map((reason) => ({
    words: hiddenWords[reason].where,
    count: open.filter(({ hidden }) => hidden === reason).length,
  }));
  const hidden = counts.filter(({ count }) => count > 0);
  if (hidden.length === 0) return '';
  const sum = hidden.reduce((all, { count }) => all + count, 0);
  return `${sum} hidden (${hidden.map(({ words, count }) => `${count} ${words}`).join(', ')})`;
}
