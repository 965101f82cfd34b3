import type { Coverage } from './coverage-words.ts';

/** What can be said of the risk of an image, or of the worst of several. */
interface Risk {
  readonly riskScore: number;
  readonly coverage: Coverage;
}

/** A risk score as it may be said: nothing found is no risk only where all is known. */
export function riskWords({ riskScore, coverage }: Risk): string {
  if (riskScore > 0 || coverage === 'complete') return riskScore.toLocaleString('en');
  return coverage === 'partial' ? 'incomplete' : 'unknown';
}
