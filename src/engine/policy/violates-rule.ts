import assert from 'node:assert/strict';
import type { PolicyCondition, PolicyRule, Violation } from '#core/policy.ts';
import { findConditionKind } from './find-condition-kind.ts';
import type { RuleSubject } from './rule-subject.ts';

/**
 * Whether a subject meets all conditions of a rule; undefined where it does not, else what there is to say of it. Pure. The subject must be
 * of the kind that `subjectOf` names.
 */
export function violatesRule(
  { conditions }: Pick<PolicyRule, 'conditions'>,
  subject: RuleSubject,
  now: Date,
): Pick<Violation, 'message'> | undefined {
  const messages: string[] = [];
  for (const condition of conditions) {
    const answer = holds(condition, subject, now);
    if (answer === false) return undefined;
    if (typeof answer === 'string') messages.push(answer);
  }
  return messages.length === 0 ? {} : { message: messages.join('; ') };
}

function holds({ type, options }: PolicyCondition, subject: RuleSubject, now: Date): boolean | string {
  const kind = findConditionKind(type);
  switch (kind.subject) {
    case 'finding':
      assert(subject.kind === 'finding', `${type} is asked about a ${subject.kind}`);
      return kind.violates(subject, options, now);
    case 'package':
      assert(subject.kind !== 'image', `${type} is asked about an image`);
      return kind.violates(subject.kind === 'finding' ? subject.package : subject, options, now);
    case 'image':
      assert(subject.kind === 'image', `${type} is asked about a ${subject.kind}`);
      return kind.violates(subject, options, now);
  }
}
