import type { Suppression } from '#core/finding.ts';

/** An exception with all that one can say. */
export const acceptance: Suppression = {
  by: 'exception',
  statementId: '7',
  reason: 'behind a proxy',
  acceptedBy: 'admin',
  expires: '2027-01-31',
  untilFixed: true,
};

/** The same, as reports say it. */
export const acceptanceWords = 'exception by admin until there is a fix, at most until 2027-01-31: behind a proxy';
