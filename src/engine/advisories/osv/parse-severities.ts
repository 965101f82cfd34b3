import { asRecords, asString } from '#core/json.ts';
import type { SeverityRating } from '#core/severity.ts';
import type { RateVector } from '../cvss/rate-vector.ts';
import { severityOfWord } from './vendor-severity.ts';

/** Who rates, and the reader of vectors. */
export interface Rater {
  readonly publisher: string;
  readonly rateVector: RateVector;
}

/** Reads OSV's `severity[]`: CVSS vectors, and Ubuntu's words; what rates nothing or is invalid gives no rating. */
export function parseSeverities(value: unknown, rater: Rater): SeverityRating[] {
  return asRecords(value).flatMap((entry) => {
    const score = asString(entry.score) ?? '';
    const type = asString(entry.type) ?? '';
    if (!type.startsWith('CVSS_')) return vendorRating(score, rater);
    const rating = rater.rateVector(score);
    return rating === undefined ? [] : [{ by: rater.publisher, ...rating }];
  });
}

/** A vendor's word as a rating; none where the word rates nothing. */
export function vendorRating(word: string | undefined, rater: Rater): SeverityRating[] {
  const severity = severityOfWord(word);
  return severity === undefined ? [] : [{ by: rater.publisher, kind: 'vendor', severity }];
}
