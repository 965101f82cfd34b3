import { textLines } from '../../text-lines.ts';

/** A line with something on it. */
export interface IndentedLine {
  readonly indent: number;
  /** Without the blanks around it. */
  readonly text: string;
}

/**
 * The lines of a text that is told apart by indentation, as the tools write their lock files (YAML and its like): less empty lines and
 * comments, and then, where asked for, one without text that ends the last entry. No YAML is read that a person might write, so no aliases, tags or documents.
 */
export function* indentedLines(text: string, options: { readonly withEnd?: boolean } = {}): Generator<IndentedLine> {
  for (const line of textLines(text)) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    yield { indent: line.length - line.trimStart().length, text: trimmed };
  }
  if (options.withEnd === true) yield { indent: 0, text: '' };
}

/** A text without the quotation marks around it. */
export function unquoted(text: string): string {
  const first = text.charAt(0);
  return (first === '"' || first === "'") && text.length > 1 && text.endsWith(first) ? text.slice(1, -1) : text;
}

/** The value after `key:` or `key ` at the start of a line; undefined where the line has another key. */
export function valueAfter(line: string, key: string): string | undefined {
  if (!line.startsWith(key)) return undefined;
  const rest = line.slice(key.length);
  return rest.startsWith(':') || rest.startsWith(' ') ? unquoted(rest.slice(1).trim()) : undefined;
}
