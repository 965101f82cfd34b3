import type { Suppression } from '#core/finding.ts';

/** Why a finding does not count, who says so and until when: `vex (app.json): not reachable`, `exception by admin until 2027-01-31: behind a proxy`. */
export function describeSuppression(suppression: Suppression): string {
  const { by, document, reason } = suppression;
  if (by === 'vex') return `vex${document === undefined ? '' : ` (${document})`}: ${reason}`;
  return `exception${termsOf(suppression)}: ${reason}`;
}

/** The same of an exception, for formats that say by themselves that it is one: `Accepted by admin until 2027-01-31: behind a proxy`. */
export function describeAcceptance(exception: Suppression): string {
  return `Accepted${termsOf(exception)}: ${exception.reason}`;
}

/** Who made an exception and when it ends, as it stands behind a word: ` by admin until 2027-01-31`; empty where neither is known. */
function termsOf({ acceptedBy, expires, untilFixed }: Suppression): string {
  const by = acceptedBy === undefined ? '' : ` by ${acceptedBy}`;
  const fixed = untilFixed === true ? ' until there is a fix' : '';
  const until = expires === undefined ? '' : `${fixed === '' ? '' : ', at most'} until ${expires}`;
  return `${by}${fixed}${until}`;
}
