import type { Block, Definitions } from './markdown-tree.ts';
import { readInlines } from './read-inlines.ts';

const maxColumns = 20;

/** Tells whether a line names the columns of a table, as the line below it says. */
export function isTableHead(line: string, below: string): boolean {
  const rule = below.trim();
  if (!line.includes('|') || !rule.includes('-') || !rule.includes('|') || !/^[-:| ]+$/.test(rule)) return false;
  return cellsOf(rule).length === cellsOf(line).length;
}

/** Reads the table that begins with a line, and tells which line comes after it. */
export function readTable(
  lines: readonly string[],
  at: number,
  definitions: Definitions,
): { readonly block: Block; readonly next: number } {
  let next = at + 2;
  while (lines[next]?.includes('|') === true) next++;
  const rows = [lines[at] ?? '', ...lines.slice(at + 2, next)].map((line) =>
    cellsOf(line).map((cell) => readInlines(cell, definitions)),
  );
  return { block: { kind: 'table', rows }, next };
}

/** The cells of a row: between bars, but for those that a backslash stands before. */
function cellsOf(line: string): readonly string[] {
  const row = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return row.split(/(?<!\\)\|/, maxColumns).map((cell) => cell.replaceAll('\\|', '|').trim());
}
