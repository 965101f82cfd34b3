import { textLines } from '../../text-lines.ts';

/**
 * The headers of a `METADATA` or `PKG-INFO` file (packaging.python.org, "Core metadata specifications"): `Name: value`, a value
 * continued by lines that begin with a blank, up to the first empty line. Only those named in `wanted` (lower case) are kept,
 * with all their values in order. Linear in the length of what comes before the empty line.
 */
export function metadataHeaders(text: string, wanted: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const headers = new Map<string, string[]>();
  let continued: string[] | undefined;
  const lines: { readonly name: string; readonly parts: string[] }[] = [];
  for (const line of textLines(text)) {
    if (line === '') break;
    if (line.startsWith(' ') || line.startsWith('\t')) {
      continued?.push(line.trim());
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    continued = wanted.has(name) ? [line.slice(colon + 1).trim()] : undefined;
    if (continued !== undefined) lines.push({ name, parts: continued });
  }
  for (const { name, parts } of lines) {
    const value = parts.join('\n').trim();
    headers.set(name, headers.get(name) ?? []);
    headers.get(name)?.push(value);
  }
  return headers;
}
