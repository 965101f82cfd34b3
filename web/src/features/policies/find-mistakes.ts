import type { PolicyConditionKind, PolicyOptionField } from '../../api/generated/index.ts';
import { ApiProblem } from '../../api/generated/index.ts';
import { type DraftCondition, type DraftRule, fieldsOf, isEmpty, type PolicyDraft } from './policy-draft.ts';

/** What is wrong with a form for a policy, by place: `name`, `rules/0`, `rules/0/conditions/1/options/days`. */
export type Mistakes = Readonly<Record<string, string>>;

/** What is wrong with a draft before the service is asked. */
export function findMistakes(draft: PolicyDraft, kinds: readonly PolicyConditionKind[]): Mistakes {
  const mistakes: Record<string, string> = {};
  if (draft.name.trim() === '') mistakes.name = 'Give it a name: it stands beside the images that violate it.';
  if (draft.rules.length === 0) mistakes.rules = 'Add a rule: without one nothing violates the policy.';
  draft.rules.forEach((rule, at) => {
    Object.assign(mistakes, mistakesOfRule(rule, `rules/${at}`, kinds));
  });
  return mistakes;
}

/** What the service finds wrong with a policy, by the same places; empty where it names none. */
export function mistakesIn(error: unknown): Mistakes {
  if (!(error instanceof ApiProblem)) return {};
  const mistakes: Record<string, string> = {};
  for (const { path, message } of error.problem.errors ?? []) {
    const place = placeOf(path);
    if (place !== undefined) mistakes[place] ??= message;
  }
  return mistakes;
}

/** The part of the form that shows what is wrong at a path of the request. */
function placeOf(path: string): string | undefined {
  const [root, ...steps] = path.split('/');
  if (root !== 'body') return undefined;
  if (steps[0] === 'scope') return steps[1] ?? 'scope';
  if (steps[0] !== 'rules' || steps[2] !== 'conditions') return steps.slice(0, 2).join('/');
  return steps.slice(0, steps[4] === 'options' ? 6 : 4).join('/');
}

/** What is wrong with a rule of a draft, by places below its own. */
export function mistakesOfRule(
  { conditions }: DraftRule,
  place: string,
  kinds: readonly PolicyConditionKind[],
): Mistakes {
  if (conditions.length === 0) return { [place]: 'Add a condition, or remove the rule.' };
  return Object.assign(
    {},
    ...conditions.map((condition, at) =>
      mistakesOfCondition(condition, `${place}/conditions/${at}`, fieldsOf(kinds, condition.type)),
    ),
  );
}

function mistakesOfCondition({ options }: DraftCondition, place: string, fields: readonly PolicyOptionField[]) {
  const found = fields.flatMap((field) => {
    const mistake = mistakeOf(field, options[field.name]);
    return mistake === undefined ? [] : [[`${place}/options/${field.name}`, mistake] as const];
  });
  return Object.fromEntries(found);
}

function mistakeOf(field: PolicyOptionField, value: DraftCondition['options'][string] | undefined) {
  if (isEmpty(value)) return field.optional === true || field.kind === 'switch' ? undefined : emptyWords(field);
  if (field.kind !== 'number') return undefined;
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = field;
  const number = Number(value);
  return Number.isFinite(number) && number >= minimum && number <= maximum ? undefined : rangeWords(field);
}

function emptyWords({ kind }: PolicyOptionField): string {
  if (kind === 'choice') return 'Choose one.';
  return kind === 'list' ? 'Give at least one.' : 'Fill this in.';
}

function rangeWords({ minimum, maximum }: PolicyOptionField): string {
  if (minimum !== undefined && maximum !== undefined) return `Give a number from ${minimum} to ${maximum}.`;
  if (minimum !== undefined) return `Give a number from ${minimum} on.`;
  return maximum === undefined ? 'Give a number.' : `Give a number up to ${maximum}.`;
}
