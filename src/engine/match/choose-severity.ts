import { compareSeverity, type Severity, type SeverityRating } from '#core/severity.ts';

const order: readonly SeverityRating['kind'][] = ['vendor', 'cvss4', 'cvss3', 'cvss2'];

/**
 * The severity of a vulnerability and all its ratings, most decisive first. `groups` are ratings from the nearest to the
 * farthest: by advisories that matched and are about this flaw alone, by those that matched and are about several, by
 * advisories about other packages with the same flaw. The nearest group that rates at all decides; in it the vendor's word,
 * else CVSS of the highest version, and the worst where several say different things. Nothing there is `unknown`.
 */
export function chooseSeverity(groups: readonly (readonly SeverityRating[])[]): {
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
  const ratings = [...scores.values()];
  return { severity: ratings[0]?.severity ?? 'unknown', scores: ratings };
}

function byDecisiveness(a: SeverityRating, b: SeverityRating): number {
  return (
    order.indexOf(a.kind) - order.indexOf(b.kind) ||
    compareSeverity(a.severity, b.severity) ||
    (b.score ?? 0) - (a.score ?? 0)
  );
}
