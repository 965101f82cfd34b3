import type { PolicyRule, PolicySubject } from '#core/policy.ts';
import { findConditionKind } from './find-condition-kind.ts';
import { PolicyError } from './policy-error.ts';

/**
 * What a rule judges: findings where a condition is on findings, else packages, else the image. Throws a {@link PolicyError} where it has
 * conditions on the image and on what it holds, which are judged apart.
 */
export function subjectOf({ conditions }: Pick<PolicyRule, 'conditions'>): PolicySubject {
  const named = conditions.map(({ type }) => ({ type, subject: findConditionKind(type).subject }));
  const ofImage = named.find(({ subject }) => subject === 'image');
  const ofContent = named.find(({ subject }) => subject !== 'image');
  if (ofImage !== undefined && ofContent !== undefined) {
    throw new PolicyError(
      'policy/mixed-subjects',
      `${ofImage.type} looks at the image and ${ofContent.type} at what it holds, which are judged apart: make two rules of it`,
    );
  }
  if (ofImage !== undefined) return 'image';
  return named.some(({ subject }) => subject === 'finding') ? 'finding' : 'package';
}
