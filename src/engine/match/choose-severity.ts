import { compareSeverity, type Severity, type SeverityRating } from '#core/severity.ts';

const order: readonly SeverityRating['kind'][] = ['vendor', 'cvss4', 'cvss3', 'cvss2'];

/**
 * The severity of a vulnerability and all its ratings, most decisive first. `groups` are ratings from the nearest to the
 * farthest: by advisories that matched and are about this flaw alone, by those that matched and are about several, by
 * advisories about other packages with the same flaw. The nearest group that rates at all decides; in it the vendor's word,
 * else CVSS of the highest version, and the worst where several say different things. Nothing there is `unknown`. Who is named in
 * `preferred` is heard before all others, in that order.
 */
export function chooseSeverity(
  groups: readonly (readonly SeverityRating[])[],
  preferred: readonly string[] = [],
): {
  readonly severity: Severity;
  readonly scores: readonly SeverityRating[];
} {
  const scores = new Map<string, SeverityRating>();
  for (const group of groups) {
    for (const rating of group.toSorted(byDecisiveness)) {
      const key = `${rating.by} ${rating.kind} ${rating.vector ?? rating.severity}`;
      if (!scores.has(key)) scores.set(key, rating);
    }
  }
  return rankRatings([...scores.values()], preferred);
}

/** The severity that ratings come to, which are in the usual order, where some who give them are heard before all others. */
export function rankRatings(
  ratings: readonly SeverityRating[],
  preferred: readonly string[],
): { readonly severity: Severity; readonly scores: readonly SeverityRating[] } {
  const place = (rating: SeverityRating) => {
    const at = preferred.findIndex((name) => isBy(rating, name));
    return at === -1 ? preferred.length : at;
  };
  const scores = ratings.toSorted((a, b) => place(a) - place(b));
  return { severity: scores[0]?.severity ?? 'unknown', scores };
}

/** `vendor` is any publisher's own word; `ghsa` is what GitHub's advisories say. */
function isBy({ by, kind }: SeverityRating, name: string): boolean {
  if (name === 'vendor') return kind === 'vendor';
  return by.toLowerCase() === (name === 'ghsa' ? 'github' : name.toLowerCase());
}

function byDecisiveness(a: SeverityRating, b: SeverityRating): number {
  return (
    order.indexOf(a.kind) - order.indexOf(b.kind) ||
    compareSeverity(a.severity, b.severity) ||
    (b.score ?? 0) - (a.score ?? 0)
  );
}
