import { type RawBuilder, sql } from 'kysely';

/** The columns that packages, package sets and images all carry and that are sums. */
export const summed = [
  'critical',
  'high',
  'medium',
  'low',
  'negligible',
  'unknown',
  'fixable',
  'exploitable',
  'known_exploited',
  'vulnerable',
  'uncovered',
  'risk_sum',
  'hidden',
  'suppressed',
] as const;

/** Those that are the largest of what they stand for. */
export const maxima = ['risk_max', 'epss_max'] as const;

/** `a, b, c` of column names, each changed by `of`. */
export function columns(names: readonly string[], of: (name: string) => string = (name) => name): RawBuilder<unknown> {
  return sql.raw(names.map(of).join(', '));
}

/** `coalesce(sum(alias.a), 0) as a, …` for all summed columns. */
export function sumsOf(alias: string): RawBuilder<unknown> {
  return columns(summed, (name) => `coalesce(sum(${alias}.${name}), 0)::bigint as ${name}`);
}
