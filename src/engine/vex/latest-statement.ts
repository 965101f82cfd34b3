import type { Suppression } from '#core/finding.ts';
import type { VexStatement, VexStatus } from './vex-statement.ts';

/** Of several statements on one finding the one that holds: the latest, and of equal times the one that comes later in the list. */
export function latestStatement<Statement extends VexStatement>(about: readonly Statement[]): Statement | undefined {
  return about.reduce<Statement | undefined>(
    (best, one) => (best !== undefined && timeOf(best) > timeOf(one) ? best : one),
    undefined,
  );
}

function timeOf({ timestamp }: VexStatement): number {
  const time = Date.parse(timestamp ?? '');
  return Number.isNaN(time) ? 0 : time;
}

/** Whether a finding of which that is said counts all the same. */
export function isOpen(status: VexStatus): boolean {
  return status === 'affected' || status === 'under_investigation';
}

/** Why a finding does not count of which a statement says so; `document` is where the statement stands. */
export function suppressionBy({ id, status, justification, notes }: VexStatement, document: string): Suppression {
  const parts = [status.replaceAll('_', ' '), justification?.replaceAll('_', ' '), notes];
  const reason = parts.filter((part) => part !== undefined && part !== '').join(': ');
  return { by: 'vex', statementId: id, document, reason };
}
