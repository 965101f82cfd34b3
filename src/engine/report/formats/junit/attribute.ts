import { escapeMarkup } from '../../writing/markup.ts';

/** An attribute's value has at most so many characters: it is shown as the name of a test. */
const maxNameLength = 300;

/** A quoted value. Line ends and tabs would be read back as blanks, so blanks they are. */
export function attribute(text: string): string {
  const short = text.length > maxNameLength ? `${text.slice(0, maxNameLength)}…` : text;
  return `"${escapeMarkup(short.replace(/\s+/g, ' '))}"`;
}
