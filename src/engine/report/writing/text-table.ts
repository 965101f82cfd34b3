import { shortened } from './describe-finding.ts';

/** Makes text from an image or an advisory safe to print: control and bidirectional characters become `?`, one line, whole Unicode. */
export function printable(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '?');
}

export interface Column<Row> {
  readonly title: string;
  text(row: Row): string;
  /** ANSI colour code of a cell, where colours are on. */
  color?(row: Row): number | undefined;
  readonly maxWidth?: number;
  readonly alignRight?: boolean;
}

/** Lays rows out in columns as wide as their widest cell, a title line first. */
export function* layOut<Row>(rows: readonly Row[], columns: readonly Column<Row>[], color: boolean): Generator<string> {
  const cells = rows.map((row) =>
    columns.map((column) => shortened(printable(column.text(row)), column.maxWidth ?? 60)),
  );
  const widths = columns.map((column, at) =>
    Math.max(column.title.length, ...cells.map((line) => (line[at] ?? '').length)),
  );
  yield `${paint(
    join(
      columns.map(({ title }) => title),
      widths,
      columns,
    ),
    1,
    color,
  )}\n`;
  for (const [index, row] of rows.entries()) {
    const line = cells[index] ?? [];
    const painted = columns.map((column, at) => ({
      text: pad(line[at] ?? '', widths[at] ?? 0, column),
      code: column.color?.(row),
    }));
    yield `${painted
      .map(({ text, code }) => paint(text, code, color))
      .join('  ')
      .trimEnd()}\n`;
  }
}

/** Wraps text in an ANSI colour where colours are on. */
export function paint(text: string, code: number | undefined, color: boolean): string {
  return color && code !== undefined ? `\u001b[${code}m${text}\u001b[0m` : text;
}

function join<Row>(line: readonly string[], widths: readonly number[], columns: readonly Column<Row>[]): string {
  return line
    .map((text, at) => {
      const column = columns[at];
      return column === undefined ? text : pad(text, widths[at] ?? 0, column);
    })
    .join('  ')
    .trimEnd();
}

function pad<Row>(text: string, width: number, column: Column<Row>): string {
  return column.alignRight === true ? text.padStart(width) : text.padEnd(width);
}
