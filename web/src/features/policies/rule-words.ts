import type { PolicyConditionKind, PolicyOptionField } from '../../api/generated/index.ts';
import { type DraftCondition, type DraftRule, isEmpty } from './policy-draft.ts';

/** What a rule that is being typed says: `Severity (at least high), and fix available (for days 30)`; undefined while it has no condition. */
export function ruleWords(rule: DraftRule, kinds: readonly PolicyConditionKind[]): string | undefined {
  if (rule.conditions.length === 0) return undefined;
  return rule.conditions.map((condition, at) => conditionWords(condition, kinds, at === 0)).join(', and ');
}

function conditionWords({ type, options }: DraftCondition, kinds: readonly PolicyConditionKind[], isFirst: boolean) {
  const kind = kinds.find((one) => one.type === type);
  if (kind === undefined) return type;
  const name = isFirst ? kind.displayName : lowerFirst(kind.displayName);
  const said = kind.fields.map((field) => optionWords(field, options[field.name])).filter((words) => words !== '');
  return said.length === 0 ? name : `${name} (${said.join(', ')})`;
}

function optionWords({ label, kind }: PolicyOptionField, value: DraftCondition['options'][string] | undefined): string {
  if (value === undefined || isEmpty(value) || value === false) return '';
  const name = lowerFirst(label);
  if (kind === 'switch') return name;
  return `${name} ${typeof value === 'object' ? value.join(' or ') : String(value)}`;
}

/** Words that begin with an abbreviation, such as CVSS, keep it. */
function lowerFirst(words: string): string {
  return /^[A-Z][A-Z]/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
}
