import type { Suppression } from '#core/finding.ts';
import { isOpen, latestStatement, suppressionBy } from '#engine/vex/index.ts';
import type { StoredStatement } from './statement-index.ts';

/** What statements on one finding come to, in whichever order they are given; undefined where it counts. */
export function suppressionOf(about: readonly StoredStatement[]): Suppression | undefined {
  const latest = latestStatement(about.toSorted((a, b) => a.number - b.number));
  return latest === undefined || isOpen(latest.status) ? undefined : suppressionBy(latest, latest.document);
}

const said = ['by', 'statementId', 'document', 'reason', 'acceptedBy', 'expires', 'untilFixed'] as const;

/** Whether two suppressions, perhaps one from the database, say the same. */
export function isSameSuppression(a: Suppression | null, b: Suppression | null): boolean {
  if (a === null || b === null) return a === b;
  return said.every((key) => a[key] === b[key]);
}
