import { isRecord } from '#core/json.ts';
import type { PolicyOption } from '#core/policy.ts';
import type { ConditionKind } from './condition-kind.ts';
import type { OptionField } from './option-field.ts';
import { PolicyError } from './policy-error.ts';

/** The most entries of a list, and characters of a text. */
export const optionLimits = { entries: 1024, characters: 512 } as const;

type Options = Readonly<Record<string, PolicyOption>>;

/** Reads the options of a condition from foreign JSON; throws a {@link PolicyError} that names the option that is not as it must be. */
export function parseOptions(json: unknown, kind: ConditionKind): Options {
  const given = json ?? {};
  if (!isRecord(given)) throw invalid('"options" must be an object');
  const names = kind.fields.map(({ name }) => name);
  const other = Object.keys(given).find((name) => !names.includes(name));
  if (other !== undefined) {
    const known = names.length === 0 ? 'it has none' : `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'}`;
    throw invalid(`${quoted(other)} is none of its options: ${known}`);
  }
  const options = Object.fromEntries(
    kind.fields.flatMap((field) => {
      const value = Object.hasOwn(given, field.name) ? given[field.name] : undefined;
      if (value !== undefined && value !== null) return [[field.name, parseOption(value, field)]];
      if (field.optional === true) return [];
      throw invalid(`the option ${quoted(field.name)} is missing: ${expected(field)}`, field);
    }),
  );
  const complaint = kind.check?.(options);
  if (complaint !== undefined) throw invalid(`it ${complaint}`);
  return options;
}

function parseOption(value: unknown, field: OptionField): PolicyOption {
  const parsed = readers[field.kind](value, field);
  if (parsed === undefined)
    throw invalid(`the option ${quoted(field.name)} is not as it must be: ${expected(field)}`, field);
  return parsed;
}

/** Each gives undefined where the value is not as the field says. */
const readers: Readonly<Record<OptionField['kind'], (value: unknown, field: OptionField) => PolicyOption | undefined>> =
  {
    text: (value) => readText(value),
    date: (value) => (typeof value === 'string' && isDay(value) ? value : undefined),
    switch: (value) => (typeof value === 'boolean' ? value : undefined),
    number: (value, field) =>
      field.kind === 'number' && typeof value === 'number' && value >= field.minimum && value <= field.maximum
        ? value
        : undefined,
    choice: (value, field) => choicesOf(field)?.find((choice) => choice === value),
    list: (value, field) => readList(value, choicesOf(field)),
  };

function readText(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' || text.length > optionLimits.characters ? undefined : text;
}

function readList(value: unknown, choices: readonly string[] | undefined): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > optionLimits.entries) return undefined;
  const texts = value.map((one) => (choices === undefined ? readText(one) : choices.find((choice) => choice === one)));
  return texts.every((text) => text !== undefined) ? [...new Set(texts)] : undefined;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

function choicesOf(field: OptionField): readonly string[] | undefined {
  return field.kind === 'choice' || field.kind === 'list' ? field.choices : undefined;
}

function expected(field: OptionField): string {
  switch (field.kind) {
    case 'text':
      return `a text of at most ${optionLimits.characters} characters`;
    case 'date':
      return 'a day, as in 2026-01-31';
    case 'switch':
      return 'true or false';
    case 'number':
      return `a number from ${field.minimum} to ${field.maximum}`;
    case 'choice':
      return `one of ${field.choices.join(', ')}`;
    case 'list':
      return field.choices === undefined
        ? `a list of 1 to ${optionLimits.entries} texts, each of at most ${optionLimits.characters} characters`
        : `a list of some of ${field.choices.join(', ')}`;
  }
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 80));
}

function invalid(message: string, field?: OptionField): PolicyError {
  return new PolicyError('policy/invalid-option', message, field === undefined ? {} : { path: [field.name] });
}
