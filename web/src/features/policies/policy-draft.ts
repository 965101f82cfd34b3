import type {
  Policy,
  PolicyCondition,
  PolicyConditionKind,
  PolicyInput,
  PolicyOptionField,
  PolicyRule,
  PolicyTemplate,
} from '../../api/generated/index.ts';

/** An option as a form holds it: numbers as they are typed. */
export type DraftValue = string | boolean | readonly string[];

/** A condition in a form; `key` tells it from others of its kind. */
export interface DraftCondition {
  readonly key: number;
  readonly type: string;
  readonly options: Readonly<Record<string, DraftValue>>;
}

/** A rule in a form; `id` is of one that is saved. */
export interface DraftRule {
  readonly key: number;
  readonly id?: string;
  readonly conditions: readonly DraftCondition[];
}

/** A policy in a form. */
export interface PolicyDraft {
  readonly name: string;
  readonly description: string;
  readonly action: PolicyInput['action'];
  readonly enabled: boolean;
  readonly registryIds: readonly string[];
  readonly repositories: readonly string[];
  readonly except: readonly string[];
  readonly rules: readonly DraftRule[];
}

/** As many characters as the name of a policy may have. */
export const longestName = 256;

/** A policy that is not saved yet: one empty rule, and all images in its scope. */
export const newDraft: PolicyDraft = {
  name: '',
  description: '',
  action: 'fail',
  enabled: true,
  registryIds: [],
  repositories: [],
  except: [],
  rules: [{ key: 0, conditions: [] }],
};

/** A saved policy as a form holds it. */
export function draftOf(policy: Policy): PolicyDraft {
  const { name, description = '', action, enabled, scope, rules } = policy;
  return { name, description, action, enabled, ...scope, rules: draftRules(rules) };
}

/** The same policy under another name. */
export function copyOf(policy: Policy): PolicyDraft {
  return { ...draftOf(policy), name: `${policy.name} (copy)`.slice(0, longestName) };
}

/** The draft with a template's rules in place of its own; called as the template is, where it has no name yet. */
export function withTemplate(draft: PolicyDraft, template: PolicyTemplate): PolicyDraft {
  const name = draft.name === '' ? template.displayName : draft.name;
  return { ...draft, name, description: template.description, rules: draftRules(template.rules) };
}

/** A condition of a kind, its options as they are before one sets them: the first of several choices, and otherwise empty. */
export function newCondition(kind: PolicyConditionKind, { conditions }: DraftRule): DraftCondition {
  const options = Object.fromEntries(kind.fields.map((field) => [field.name, start(field)]));
  return { key: nextKey(conditions), type: kind.type, options };
}

/** A rule that has no condition yet. */
export function newRule(rules: readonly DraftRule[]): DraftRule {
  return { key: nextKey(rules), conditions: [] };
}

/** The draft as the service takes it. Options that are left empty are left out. */
export function toInput(draft: PolicyDraft, kinds: readonly PolicyConditionKind[]): PolicyInput {
  const { name, description, action, enabled, registryIds, repositories, except } = draft;
  return {
    name: name.trim(),
    ...(description.trim() !== '' && { description: description.trim() }),
    action,
    enabled,
    scope: { registryIds, repositories, except },
    rules: draft.rules.map(({ id, conditions }) => ({
      ...(id !== undefined && { id }),
      conditions: toConditions(conditions, kinds),
    })),
  };
}

/** The conditions of a rule as the service takes them. */
export function toConditions(conditions: DraftRule['conditions'], kinds: readonly PolicyConditionKind[]) {
  return conditions.map(({ type, options }) => ({ type, options: toOptions(options, fieldsOf(kinds, type)) }));
}

/** The fields of a kind of condition. */
export function fieldsOf(kinds: readonly PolicyConditionKind[], type: string): readonly PolicyOptionField[] {
  return kinds.find((kind) => kind.type === type)?.fields ?? [];
}

/** Whether an option says nothing. */
export function isEmpty(value: DraftValue | undefined): boolean {
  return value === undefined || (typeof value !== 'boolean' && value.length === 0);
}

function draftRules(rules: readonly Pick<PolicyRule, 'id' | 'conditions'>[]): readonly DraftRule[] {
  return rules.map(({ id, conditions }, key) => ({
    key,
    id,
    conditions: conditions.map(({ type, options = {} }, at) => ({ key: at, type, options: draftOptions(options) })),
  }));
}

function nextKey(all: readonly { readonly key: number }[]): number {
  return Math.max(-1, ...all.map(({ key }) => key)) + 1;
}

function draftOptions(options: NonNullable<PolicyCondition['options']>): Readonly<Record<string, DraftValue>> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, draftValue(value)] as const));
}

function draftValue(value: unknown): DraftValue {
  if (typeof value === 'boolean') return value;
  return Array.isArray(value) ? value.map(String) : String(value);
}

function toOptions(options: DraftCondition['options'], fields: readonly PolicyOptionField[]) {
  const kept = fields.flatMap(({ name, kind }): readonly (readonly [string, DraftValue | number])[] => {
    const value = options[name];
    if (value === undefined || isEmpty(value)) return [];
    return [[name, kind === 'number' ? Number(value) : value]];
  });
  return Object.fromEntries(kept);
}

function start({ kind, choices = [], optional }: PolicyOptionField): DraftValue {
  if (kind === 'switch') return false;
  if (kind === 'list') return [];
  return kind === 'choice' && optional !== true ? (choices[0] ?? '') : '';
}
