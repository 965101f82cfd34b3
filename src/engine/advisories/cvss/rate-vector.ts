import calculator from 'ae-cvss-calculator';
import type { SeverityRating } from '#core/severity.ts';
import { type CvssMetrics, cvss2Metrics, cvss3Metrics, cvss4Metrics, isVector } from './cvss-metrics.ts';
import { severityOfScore } from './severity-of-score.ts';

/** What a vector says; without `by`, which whoever quotes the vector adds. */
export type VectorRating = Omit<SeverityRating, 'by'> & { readonly score: number; readonly vector: string };

export type RateVector = (vector: string) => VectorRating | undefined;

type Kind = Exclude<SeverityRating['kind'], 'vendor'>;

interface CvssVersion {
  readonly prefix: string;
  readonly kind: Kind;
  readonly metrics: CvssMetrics;
  baseScore(vector: string): number | undefined;
}

const versions: readonly CvssVersion[] = [
  {
    prefix: 'CVSS:4.0/',
    kind: 'cvss4',
    metrics: cvss4Metrics,
    baseScore: (vector) => new calculator.Cvss4P0(vector).calculateScores().baseMetricsOnly,
  },
  {
    prefix: 'CVSS:3.1/',
    kind: 'cvss3',
    metrics: cvss3Metrics,
    baseScore: (vector) => new calculator.Cvss3P1(vector).calculateScores().base,
  },
  {
    prefix: 'CVSS:3.0/',
    kind: 'cvss3',
    metrics: cvss3Metrics,
    baseScore: (vector) => new calculator.Cvss3P0(vector).calculateScores().base,
  },
  {
    prefix: '',
    kind: 'cvss2',
    metrics: cvss2Metrics,
    baseScore: (vector) => new calculator.Cvss2(vector).calculateScores().base,
  },
];

const maxVectorLength = 400;
const maxRemembered = 20_000;

/** A reader of vectors that remembers: feeds repeat a few thousand vectors hundreds of thousands of times. */
export function createVectorRater(): RateVector {
  const known = new Map<string, VectorRating | undefined>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    const rating = rateVector(text);
    if (known.size < maxRemembered && text.length <= maxVectorLength) known.set(text, rating);
    return rating;
  };
}

/**
 * Rates a CVSS vector by its base metrics; undefined where it is not a whole, valid vector. The calculator gives invalid ones
 * a score of 0, so they are turned away first.
 */
export function rateVector(text: string): VectorRating | undefined {
  if (text.length > maxVectorLength) return undefined;
  const vector = text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text;
  const version = versions.find(({ prefix }) => vector.startsWith(prefix));
  if (version === undefined || !isVector(vector.slice(version.prefix.length).split('/'), version.metrics)) {
    return undefined;
  }
  const score = version.baseScore(vector);
  if (score === undefined || !(score >= 0 && score <= 10)) return undefined;
  return { kind: version.kind, severity: severityOfScore(score, version.kind), score, vector };
}
