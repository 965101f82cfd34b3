import { textLines } from './text-lines.ts';

/** A paragraph of a Debian control file: those of its fields that were asked for, by lower-case name. */
export type Paragraph = ReadonlyMap<string, string>;

/**
 * Reads the paragraphs of a Debian control file (deb822(5)): `Name: value`, continued by lines that begin with a blank,
 * paragraphs parted by empty lines. Only the fields named in `wanted` (lower case) are kept, of a field that comes twice
 * the first; what is no field is passed over. Linear in the length of the text.
 */
export function* paragraphs(text: string, wanted: ReadonlySet<string>): Generator<Paragraph> {
  let fields = new Map<string, string[]>();
  let current: string[] | undefined;
  let isEmpty = true;
  for (const line of textLines(text)) {
    if (line.trim() === '') {
      if (!isEmpty) yield joined(fields);
      fields = new Map();
      current = undefined;
      isEmpty = true;
      continue;
    }
    isEmpty = false;
    if (line.startsWith(' ') || line.startsWith('\t')) {
      current?.push(line.trim());
      continue;
    }
    current = undefined;
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon <= 0 || !wanted.has(name) || fields.has(name)) continue;
    current = [line.slice(colon + 1).trim()];
    fields.set(name, current);
  }
  if (!isEmpty) yield joined(fields);
}

function joined(fields: ReadonlyMap<string, readonly string[]>): Paragraph {
  return new Map([...fields].map(([name, lines]) => [name, lines.join('\n')]));
}
