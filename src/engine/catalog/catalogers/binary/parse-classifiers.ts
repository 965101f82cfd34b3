import { isRecord } from '#core/json.ts';
import type { BinaryClassifier } from './classifier.ts';
import { parseTemplate, tokenNames } from './parse-template.ts';

/** Classifiers read from a user's file, or all that is wrong with it. */
export type ParsedClassifiers =
  | { readonly classifiers: readonly BinaryClassifier[] }
  | { readonly problems: readonly string[] };

/** More is not a table but a database; each costs a little for every file of every image. */
const maxClassifiers = 1_000;
const maxTextLength = 4 * 1024 * 1024;
const maxListLength = 50;

/** Members, and what each must be. */
const members: Readonly<Record<keyof BinaryClassifier, (value: unknown) => string | undefined>> = {
  name: (value) =>
    textProblem(value, /^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$/, 'a name of letters, digits, ".", "_", "+" and "-"'),
  purl: (value) =>
    textProblem(value, /^pkg:[a-z0-9.+-]+\/[^@?#\s]{1,200}$/, 'a package URL without version, as pkg:generic/name'),
  cpes: (value) => listProblem(value, /^[^\s:]{1,100}:[^\s:]{1,100}$/, 'VENDOR:PRODUCT'),
  paths: (value) => listProblem(value, /^[^/\0].{0,250}[^/]$|^[^/\0]$/, 'the last segments of a path, as bin/name'),
  versions: versionsProblem,
  with: (value) => listProblem(value, /^[\x20-\x7e]{3,200}$/, 'a text of 3 to 200 characters'),
  without: (value) => listProblem(value, /^[\x20-\x7e]{3,200}$/, 'a text of 3 to 200 characters'),
  content: (value) => textProblem(value, /^(?:executable|any)$/, '"executable" or "any"'),
  unless: (value) => textProblem(value, /^(?:\.\.\/)?[^\0]{1,200}$/, 'a path relative to the program'),
};
const required = ['name', 'paths', 'versions'] as const;

/** Reads the JSON of a user's file: a list of classifiers, or an object with one under `classifiers`. Names every mistake. */
export function parseClassifiers(text: string): ParsedClassifiers {
  if (text.length > maxTextLength) return { problems: [`the file is longer than ${maxTextLength} characters`] };
  const value = parseJson(text);
  const list = isRecord(value) ? value.classifiers : value;
  if (!Array.isArray(list)) return { problems: ['the file is no JSON list of classifiers'] };
  if (list.length > maxClassifiers)
    return { problems: [`the list has ${list.length} classifiers, more than ${maxClassifiers}`] };
  const problems = list.flatMap((one: unknown, index) => problemsOf(one, `classifier ${index + 1}`));
  return problems.length > 0 ? { problems } : { classifiers: list as readonly BinaryClassifier[] };
}

function problemsOf(value: unknown, which: string): readonly string[] {
  if (!isRecord(value)) return [`${which} is no object`];
  const called = typeof value.name === 'string' ? `${which} (${value.name.slice(0, 100)})` : which;
  const missing = required.filter((name) => value[name] === undefined).map((name) => `${called} has no "${name}"`);
  const wrong = Object.entries(value).flatMap(([name, member]) => {
    if (!Object.hasOwn(members, name))
      return [`${called}: "${name}" is not known; there are ${Object.keys(members).join(', ')}`];
    const problem = members[name as keyof BinaryClassifier](member);
    return problem === undefined ? [] : [`${called}: "${name}" ${problem}`];
  });
  return [...missing, ...wrong];
}

function versionsProblem(value: unknown): string | undefined {
  const problem = listProblem(value, /^.{3,200}$/s, 'a template of 3 to 200 characters');
  if (problem !== undefined) return problem;
  for (const template of value as readonly string[]) {
    const parsed = parseTemplate(template);
    if (typeof parsed === 'string')
      return `has ${JSON.stringify(template)}, which ${parsed}; tokens are ${tokenNames.map((name) => `{${name}}`).join(' ')}`;
  }
  return undefined;
}

function listProblem(value: unknown, pattern: RegExp, what: string): string | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > maxListLength)
    return `must be a list of 1 to ${maxListLength} texts, each ${what}`;
  const wrong = value.find((one) => textProblem(one, pattern, what) !== undefined);
  return wrong === undefined ? undefined : `has ${JSON.stringify(wrong)}, which is not ${what}`;
}

function textProblem(value: unknown, pattern: RegExp, what: string): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? undefined : `must be ${what}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
