import type { Suppression } from '#core/finding.ts';

/** Why a finding does not count, as the API has it. */
export function presentSuppression({ statementId, document, reason }: Suppression) {
  return { statementId, ...(document !== undefined && { document }), reason };
}
