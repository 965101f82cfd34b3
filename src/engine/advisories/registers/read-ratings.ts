import { asString, isRecord } from '#core/json.ts';
import type { SeverityRating } from '#core/severity.ts';
import type { RateVector } from '../cvss/rate-vector.ts';

/** The rating in an object that holds a `vectorString`, as the CVSS JSON schemas of FIRST have it; none where it is invalid. */
export function readRating(cvss: unknown, by: string, rate: RateVector): readonly SeverityRating[] {
  const vector = isRecord(cvss) ? asString(cvss.vectorString) : undefined;
  const rating = vector === undefined ? undefined : rate(vector);
  return rating === undefined ? [] : [{ by, ...rating }];
}

/** Weaknesses among ids that may also be `NVD-CWE-noinfo` or nothing. */
export function weaknesses(ids: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(ids.filter((id) => id !== undefined && /^CWE-\d{1,6}$/.test(id)))].filter(
    (id) => id !== undefined,
  );
}
