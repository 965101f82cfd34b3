/** How much is known of an image. */
type Coverage = 'complete' | 'partial' | 'unknown';

/** What is said behind the risk that is left: less is known of some images than of others. */
export function asFarAsKnown(isComplete: boolean): string {
  return isComplete ? '' : ', as far as the image is known';
}

/** A risk score as it may be said: nothing found is no risk only where all is known; otherwise it is `incomplete`, or `unknown`. */
export function riskWords(riskScore: number, coverage: Coverage): string {
  if (riskScore > 0 || coverage === 'complete') return String(riskScore);
  return coverage === 'partial' ? 'incomplete' : 'unknown';
}
