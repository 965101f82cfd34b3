import { asString, isRecord } from '#core/json.ts';
import { type Policy, type PolicyCondition, type PolicyRule, policyActions } from '#core/policy.ts';
import { describeRule } from './describe-rule.ts';
import { findConditionKind } from './find-condition-kind.ts';
import { parseOptions } from './parse-options.ts';
import { PolicyError } from './policy-error.ts';
import { slugOf, uniqueSlugs } from './slug.ts';
import { subjectOf } from './subject-of.ts';

/** The most of each that a policy may hold. */
export const policyLimits = {
  rules: 100,
  conditions: 20,
  nameLength: 256,
  descriptionLength: 4096,
  idLength: 64,
} as const;

/** What a service says of a policy besides, or works out from it: read over, so that a policy may be taken from one. */
const readOver = ['enabled', 'scope', 'evaluation', 'images', 'createdAt', 'createdBy', 'updatedAt'];

/**
 * Reads a policy from foreign JSON: `{ name, action?, description?, id?, rules: [{ id?, conditions: [{ type, options? }] }] }`. What is left
 * out follows from the rest: `action` is `fail`, an id comes of the name or the rule's words. Throws a {@link PolicyError} that names what is
 * wrong: the rule, the condition, the option.
 */
export function parsePolicy(json: unknown): Policy {
  const given = recordOf(json, 'the policy', ['id', 'name', 'description', 'action', 'rules', ...readOver]);
  const name = textOf(given.name, 'the policy: "name"', policyLimits.nameLength);
  const action = given.action === undefined ? 'fail' : policyActions.find((one) => one === given.action);
  if (action === undefined)
    throw invalid(`the policy ${JSON.stringify(name)}: "action" must be ${policyActions.join(' or ')}`);
  return {
    id: given.id === undefined ? slugOf(name) : idOf(given.id, `the policy ${JSON.stringify(name)}`),
    name,
    ...(given.description !== undefined && {
      description: textOf(given.description, 'the policy: "description"', policyLimits.descriptionLength, 0),
    }),
    action,
    rules: parseRules(given.rules),
  };
}

/** Reads the rules of a policy from foreign JSON, as {@link parsePolicy} does. */
export function parseRules(json: unknown): readonly PolicyRule[] {
  const items = listOf(json, 'the policy: "rules"', policyLimits.rules);
  const rules = items.map((item, index) => within(['rules', index], () => parseRule(item, `rule ${index + 1}`)));
  const ids = uniqueSlugs(rules.map((rule) => rule.id ?? slugOf(describeRule(rule))));
  const repeated = rules.find(({ id }, index) => id !== undefined && id !== ids[index]);
  if (repeated !== undefined)
    throw invalid(`two rules of the policy have the id ${JSON.stringify(repeated.id)}: give each its own`);
  return rules.map(({ conditions }, index) => ({ id: ids[index] ?? '', conditions }));
}

function parseRule(json: unknown, place: string): Omit<PolicyRule, 'id'> & { readonly id?: string } {
  const given = recordOf(json, place, ['id', 'conditions', 'description', 'subject']);
  const id = given.id === undefined ? undefined : idOf(given.id, place);
  const where = id === undefined ? place : `${place} (${id})`;
  const conditions = listOf(given.conditions, `${where}: "conditions"`, policyLimits.conditions).map((item, index) =>
    within(['conditions', index], () => parseCondition(item, `${where}, condition ${index + 1}`)),
  );
  within([], () => subjectOf({ conditions }), where);
  return { ...(id !== undefined && { id }), conditions };
}

function parseCondition(json: unknown, place: string): PolicyCondition {
  const given = recordOf(json, place, ['type', 'options']);
  const type = textOf(given.type, `${place}: "type"`, policyLimits.idLength);
  const kind = within([], () => findConditionKind(type), place);
  return { type, options: within(['options'], () => parseOptions(given.options, kind), `${place} (${type})`) };
}

/** Says of an error where it arose, in its message too where `place` is given. */
function within<Value>(path: PolicyError['path'], read: () => Value, place?: string): Value {
  try {
    return read();
  } catch (error) {
    throw error instanceof PolicyError ? error.within(path, place) : error;
  }
}

function recordOf(json: unknown, place: string, known: readonly string[]): Readonly<Record<string, unknown>> {
  if (!isRecord(json)) throw invalid(`${place} must be an object`);
  const other = Object.keys(json).find((name) => !known.includes(name));
  if (other !== undefined)
    throw invalid(
      `${place} has ${JSON.stringify(other.slice(0, 80))}, which means nothing there: ${known.join(', ')} do`,
    );
  return json;
}

function listOf(json: unknown, place: string, most: number): readonly unknown[] {
  if (!Array.isArray(json) || json.length === 0) throw invalid(`${place} must be a list with at least one entry`);
  if (json.length > most) throw invalid(`${place} has ${json.length} entries, more than the ${most} that there may be`);
  return json;
}

function textOf(json: unknown, place: string, most: number, least = 1): string {
  const text = asString(json)?.trim();
  if (text === undefined || text.length < least) throw invalid(`${place} must be a text`);
  if (text.length > most) throw invalid(`${place} is longer than ${most} characters`);
  return text;
}

function idOf(json: unknown, place: string): string {
  const id = asString(json);
  if (id !== undefined && id.length <= policyLimits.idLength && /^[a-z0-9][a-z0-9._-]*$/i.test(id)) return id;
  throw invalid(`${place}: "id" must be letters, digits, dots and dashes, at most ${policyLimits.idLength}`);
}

function invalid(message: string): PolicyError {
  return new PolicyError('policy/invalid', message);
}
