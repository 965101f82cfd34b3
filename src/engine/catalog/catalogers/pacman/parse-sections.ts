import { textLines } from '../../text-lines.ts';

/** Sections of a file of pacman's local database that were asked for, by name: the lines of each. */
export type Sections = ReadonlyMap<string, readonly string[]>;

/**
 * Reads a file of pacman's local database (archlinux.org's libalpm, be_local.c): `%NAME%`, then a value on each line up to an empty
 * one. Of a section that comes twice the first counts.
 */
export function parseSections(text: string, wanted: ReadonlySet<string>): Sections {
  const sections = new Map<string, string[]>();
  let current: string[] | undefined;
  let isInside = false;
  for (const line of textLines(text)) {
    if (line === '') isInside = false;
    else if (isInside) current?.push(line);
    else {
      const name = /^%([A-Z0-9]{1,32})%$/.exec(line)?.[1];
      current = name !== undefined && wanted.has(name) && !sections.has(name) ? [] : undefined;
      if (current !== undefined && name !== undefined) sections.set(name, current);
      isInside = name !== undefined;
    }
  }
  return sections;
}
