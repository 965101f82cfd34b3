import type { PolicyRule } from '#core/policy.ts';
import { findConditionKind } from './find-condition-kind.ts';

/** A rule in words: `Severity at least high, and fix available for 30 days`. */
export function describeRule({ conditions }: Pick<PolicyRule, 'conditions'>): string {
  const parts = conditions.map(({ type, options }) => findConditionKind(type).describe(options));
  const last = parts.at(-1) ?? '';
  const text = parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')}, and ${last}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Tells whether what a rule says of the same thing changes as days go by: it is then to be judged each day. */
export function looksAtClock({ conditions }: Pick<PolicyRule, 'conditions'>): boolean {
  return conditions.some(({ type, options }) => findConditionKind(type).looksAtClock?.(options) ?? false);
}

/** Tells whether a rule cannot be judged where nothing is known of how the image is configured. */
export function readsConfig({ conditions }: Pick<PolicyRule, 'conditions'>): boolean {
  return conditions.some(({ type }) => findConditionKind(type).readsConfig === true);
}
