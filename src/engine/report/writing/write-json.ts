import { isRecord } from '#core/json.ts';

/** How many members a list has at least that is written member by member. */
const longList = 16;

/**
 * Writes a value as `JSON.stringify(value, undefined, 2)` does, in pieces: iterables that are no arrays are lists whose members are made
 * when their turn comes, so that a large document never stands in memory. Halves of surrogate pairs, which many readers of JSON
 * refuse, become U+FFFD.
 */
export function* writeJson(value: unknown, indent = ''): Generator<string> {
  if (!isStreamed(value)) yield textOf(value).replaceAll('\n', `\n${indent}`);
  else if (isRecord(value) && !isIterable(value)) yield* writeRecord(value, indent);
  else if (isIterable(value)) yield* writeList(value, indent);
}

function* writeRecord(record: Readonly<Record<string, unknown>>, indent: string): Generator<string> {
  let separator = '{\n';
  for (const [key, member] of Object.entries(record)) {
    if (member === undefined) continue;
    yield `${separator}${indent}  ${JSON.stringify(key)}: `;
    yield* writeJson(member, `${indent}  `);
    separator = ',\n';
  }
  yield `\n${indent}}`;
}

function* writeList(members: Iterable<unknown>, indent: string): Generator<string> {
  let separator = '[\n';
  for (const member of members) {
    yield `${separator}${indent}  `;
    yield* writeJson(member, `${indent}  `);
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]' : `\n${indent}]`;
}

function textOf(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2) ?? 'null';
  // Only halves of pairs are written as such escapes.
  if (!/\\ud[89a-f]/.test(text)) return text;
  return JSON.stringify(
    value,
    (_, member: unknown) => (typeof member === 'string' ? member.toWellFormed() : member),
    2,
  );
}

/** Tells whether a value is, or holds, a list that is worth writing member by member. */
function isStreamed(value: unknown): boolean {
  if (Array.isArray(value)) return value.length >= longList || value.some(isStreamed);
  if (isIterable(value)) return true;
  return isRecord(value) && Object.values(value).some(isStreamed);
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}
