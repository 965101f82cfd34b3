import type { Static } from 'typebox';
import type { PolicyCondition } from '#core/policy.ts';
import {
  type ConditionKind,
  describeRule,
  type OptionField,
  type PolicyTemplate,
  subjectOf,
} from '#engine/policy/index.ts';
import { ruleWords, type StoredPolicy } from '#server/store/index.ts';
import type { policy, policyOperations } from '../schemas/policies.ts';

type Kinds = Static<(typeof policyOperations.listPolicyConditions.schema.response)[200]>['items'];

type Templates = Static<(typeof policyOperations.listPolicyTemplates.schema.response)[200]>['items'];

/** A policy as the API shows it. */
export function presentPolicy(stored: StoredPolicy): Static<typeof policy> {
  const { id, name, description, action, enabled, scope, evaluation, images } = stored;
  const { violating, accepted, passing: pass, pending } = images;
  return {
    id,
    name,
    ...(description !== undefined && { description }),
    action,
    enabled,
    scope: {
      registryIds: [...scope.registryIds],
      repositories: [...scope.repositories],
      except: [...scope.except],
    },
    rules: stored.rules.map((rule) => ({
      id: rule.id,
      conditions: rule.conditions.map(presentCondition),
      description: ruleWords(rule.conditions),
      subject: stored.subjects.get(rule.id) ?? 'finding',
    })),
    evaluation: {
      state: evaluation.state,
      ...(evaluation.progress !== null && { progress: evaluation.progress }),
      ...(evaluation.evaluatedAt !== null && { evaluatedAt: evaluation.evaluatedAt.toISOString() }),
      ...(evaluation.message !== null && { message: evaluation.message }),
    },
    images: {
      fail: action === 'fail' ? violating : 0,
      warn: action === 'warn' ? violating : 0,
      accepted,
      pass,
      pending,
    },
    createdAt: stored.createdAt.toISOString(),
    createdBy: stored.createdBy,
    updatedAt: stored.updatedAt.toISOString(),
  };
}

/** A template as the API shows it. */
export function presentTemplate({ name, displayName, description, rules }: PolicyTemplate): Templates[number] {
  return {
    name,
    displayName,
    description,
    rules: rules.map((rule) => ({
      id: rule.id,
      conditions: rule.conditions.map(presentCondition),
      description: describeRule(rule),
      subject: subjectOf(rule),
    })),
  };
}

function presentCondition({ type, options }: PolicyCondition) {
  return { type, options: { ...options } };
}

/** A kind of condition as the API shows it. */
export function presentConditionKind({
  name,
  displayName,
  description,
  subject,
  fields,
}: ConditionKind): Kinds[number] {
  return { type: name, displayName, description, subject, fields: fields.map(presentField) };
}

function presentField(field: OptionField): Kinds[number]['fields'][number] {
  const { name, label, help, kind, optional } = field;
  return {
    name,
    label,
    help,
    kind,
    ...('choices' in field && field.choices !== undefined && { choices: [...field.choices] }),
    ...(kind === 'number' && { minimum: field.minimum, maximum: field.maximum }),
    ...(optional !== undefined && { optional }),
  };
}
