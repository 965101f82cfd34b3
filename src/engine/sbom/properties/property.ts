import { parseBoundedJson } from '#core/bounded-json.ts';

/** A name and a value beside what an SBOM's format has members for; names may come several times. */
export interface Property {
  readonly name: string;
  readonly value: string;
}

/** The values of properties by name, in the order in which they came. */
export type Properties = ReadonlyMap<string, readonly string[]>;

/** Groups properties by name. */
export function byName(properties: Iterable<Property>): Properties {
  const values = new Map<string, string[]>();
  for (const { name, value } of properties) {
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  return values;
}

/** JSON within a text of a document: what the document's own bounds do not count. */
const bounds = { maxBytes: 16 * 1024 * 1024, maxValues: 100_000, maxDepth: 16 };

/** Reads JSON that stands in a text; undefined where it is none, or too much. */
export function parseNestedJson(text: string): unknown {
  const parsed = parseBoundedJson(Buffer.from(text), bounds);
  return parsed.kind === 'value' ? parsed.value : undefined;
}
