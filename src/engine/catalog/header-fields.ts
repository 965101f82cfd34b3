import { textLines } from './text-lines.ts';

const maxFields = 10_000;

/**
 * The header fields of a text such as Python's `METADATA` (packaging.python.org, "Core metadata specifications") or R's
 * `DESCRIPTION`: `Name: value`, a value continued by lines that begin with a blank, up to the first empty line. Only those named
 * in `wanted` (lower case) are kept, with all their values in order, the first ten thousand. Linear in the length of what comes before the empty line.
 */
export function headerFields(text: string, wanted: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const fields: { readonly name: string; readonly parts: string[] }[] = [];
  let continued: string[] | undefined;
  for (const line of textLines(text)) {
    if (line === '' || fields.length === maxFields) break;
    if (line.startsWith(' ') || line.startsWith('\t')) {
      continued?.push(line.trim());
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    continued = wanted.has(name) ? [line.slice(colon + 1).trim()] : undefined;
    if (continued !== undefined) fields.push({ name, parts: continued });
  }
  const values = new Map<string, string[]>();
  for (const { name, parts } of fields) {
    const known = values.get(name) ?? [];
    known.push(parts.join('\n').trim());
    values.set(name, known);
  }
  return values;
}
