import type { Suppression } from '#core/finding.ts';

/** Why a finding does not count, as the API has it. */
export function presentSuppression({ by, statementId, document, reason, ...terms }: Suppression) {
  const { acceptedBy, expires, untilFixed } = terms;
  return {
    by,
    statementId,
    ...(document !== undefined && { document }),
    reason,
    ...(acceptedBy !== undefined && { acceptedBy }),
    ...(expires !== undefined && { expires }),
    ...(untilFixed !== undefined && { untilFixed }),
  };
}
