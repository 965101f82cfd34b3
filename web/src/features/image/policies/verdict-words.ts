import type { ImageVerdicts, RuleVerdict } from '../../../api/generated/index.ts';
import { plural } from '../../../components/format/plural.ts';

/** How many policies an image fails and keeps: `2 of 5 policies fail, 1 warns`. */
export function verdictWords({ policies }: Pick<ImageVerdicts, 'policies'>): string {
  const count = (outcome: string) => policies.filter((policy) => policy.outcome === outcome).length;
  const all = plural(policies.length, 'policy', 'policies');
  const parts = [
    [count('fail'), 'violated and failing'],
    [count('warn'), 'violated and warning'],
    [count('accepted'), 'accepted'],
    [count('pending'), 'still being evaluated'],
    [count('pass'), 'kept'],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`);
  return `${all} about this image: ${said.join(', ')}`;
}

/** What violates a rule, in number: `3 vulnerabilities, 1 more accepted`; nothing before that is known. */
export function violationWords({ subject, outcome, violations, accepted }: RuleVerdict): string {
  if (outcome === 'pending') return '';
  if (subject === 'image') return violations === 0 ? 'Kept' : 'Violated by the image itself';
  const count = (number: number) =>
    subject === 'finding' ? plural(number, 'vulnerability', 'vulnerabilities') : plural(number, 'package');
  if (accepted === 0) return count(violations);
  return violations === 0 ? `${count(accepted)}, accepted` : `${count(violations)}, ${accepted} more accepted`;
}
