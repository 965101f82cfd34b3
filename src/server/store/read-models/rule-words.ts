import type { PolicyCondition } from '#core/policy.ts';
import { conditionKinds, describeRule } from '#engine/policy/index.ts';

const known = new Set(conditionKinds.map(({ name }) => name));

/** A stored rule in words; one with a condition that this program does not know, by the names of its conditions. */
export function ruleWords(conditions: readonly PolicyCondition[]): string {
  if (conditions.every(({ type }) => known.has(type))) return describeRule({ conditions });
  return `${conditions.map(({ type }) => type).join(', ')} (which this version of Plimsoll does not know)`;
}
