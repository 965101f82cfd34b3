import type { ConditionKind } from './condition-kind.ts';
import { conditionKinds } from './conditions/index.ts';
import { PolicyError } from './policy-error.ts';

const byName = new Map(conditionKinds.map((kind) => [kind.name, kind]));

/** The kind that a condition names; throws a {@link PolicyError} where there is none. */
export function findConditionKind(type: string): ConditionKind {
  const kind = byName.get(type);
  if (kind !== undefined) return kind;
  const known = [...byName.keys()].join(', ');
  throw new PolicyError(
    'policy/unknown-condition',
    `there is no condition ${JSON.stringify(type)}: ${known} are known`,
  );
}
