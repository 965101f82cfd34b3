/** How much is known of an image. */
type Coverage = 'complete' | 'partial' | 'unknown';

/** A risk score as it may be said: nothing found is no risk only where all is known; otherwise it is `incomplete`, or `unknown`. */
export function riskWords(riskScore: number, coverage: Coverage): string {
  if (riskScore > 0 || coverage === 'complete') return String(riskScore);
  return coverage === 'partial' ? 'incomplete' : 'unknown';
}
