import { parseBoundedJson } from '#core/bounded-json.ts';

const bounds = { maxBytes: 64 * 1024 * 1024, maxValues: 500_000, maxDepth: 200 };

/** JSON text as a value; undefined where it is none, or holds more, or is nested deeper, than any such file that a tool writes. */
export function parseJson(text: string): unknown {
  const parsed = parseBoundedJson(new TextEncoder().encode(text), bounds);
  return parsed.kind === 'value' ? parsed.value : undefined;
}
