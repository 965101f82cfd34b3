import type { Static } from 'typebox';
import { outcomeClassOf } from '#core/outcome-class.ts';
import type { FailureCount } from '#server/store/index.ts';
import type { scanFailures } from '../schemas/scan-failures.ts';

/** Failed scans by kind of cause, most first, as the API shows them. */
export function presentFailures(counts: readonly FailureCount[]): Static<typeof scanFailures>[] {
  const classes = Map.groupBy(counts, ({ code }) => outcomeClassOf(code));
  const sum = (members: readonly FailureCount[], of: 'scans' | 'retriable') =>
    members.reduce((total, one) => total + one[of], 0);
  return [...classes]
    .map(([outcome, members]) => ({
      outcome,
      scans: sum(members, 'scans'),
      retriable: sum(members, 'retriable'),
      codes: members.map(({ code }) => code),
    }))
    .sort((a, b) => b.scans - a.scans);
}
