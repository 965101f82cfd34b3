import { type Column, printable } from '#engine/report/index.ts';

/** A column of a listing, with what gives way where a terminal is too narrow for all. */
export interface ListColumn<Row> extends Column<Row> {
  /** Left out first: the higher, the sooner. */
  readonly isExtra?: number;
  /** Cut at its beginning: the end tells rows apart. */
  readonly keepsEnd?: boolean;
}

const gap = 2;
/** What is shown of a text at the least. */
const minWidth = 16;
const usualMaxWidth = 60;

/**
 * The columns as they fit into so many characters: what is extra is left out, one after the other, then the widest are cut, down to 16
 * characters. What does not fit even so is left to the terminal to wrap.
 */
export function fitColumns<Row>(
  rows: readonly Row[],
  columns: readonly ListColumn<Row>[],
  available: number,
): readonly Column<Row>[] {
  const widths = new Map(columns.map((column) => [column, widthOf(rows, column)]));
  const kept = withoutExtras(columns, (some) => leastWidth(some, widths) <= available);
  const limits = shrink(kept, widths, available);
  return kept.map((column) => {
    const limit = limits.get(column) ?? 0;
    const isCut = limit < (widths.get(column) ?? 0);
    if (!isCut) return column;
    const text = (row: Row) =>
      column.keepsEnd === true ? endOf(printable(column.text(row)), limit) : column.text(row);
    return { ...column, text, maxWidth: limit };
  });
}

type Widths<Row> = ReadonlyMap<ListColumn<Row>, number>;

function widthOf<Row>(rows: readonly Row[], column: ListColumn<Row>): number {
  const longest = rows.reduce((most, row) => Math.max(most, column.text(row).length), 0);
  return Math.max(column.title.length, Math.min(longest, column.maxWidth ?? usualMaxWidth));
}

function totalOf<Row>(columns: readonly ListColumn<Row>[], widthOfColumn: (column: ListColumn<Row>) => number): number {
  return columns.reduce((sum, column) => sum + widthOfColumn(column), gap * (columns.length - 1));
}

/** How narrow the columns can be made: numbers and what has no greatest width stay whole. */
function leastWidth<Row>(columns: readonly ListColumn<Row>[], widths: Widths<Row>): number {
  return totalOf(columns, (column) => least(column, widths.get(column) ?? 0));
}

function least<Row>({ title, maxWidth }: ListColumn<Row>, width: number): number {
  return maxWidth === undefined ? width : Math.min(width, Math.max(minWidth, title.length));
}

function withoutExtras<Row>(
  columns: readonly ListColumn<Row>[],
  fits: (columns: readonly ListColumn<Row>[]) => boolean,
): readonly ListColumn<Row>[] {
  if (fits(columns)) return columns;
  const [first] = columns.filter(({ isExtra }) => isExtra !== undefined).sort(byExtra);
  return first === undefined
    ? columns
    : withoutExtras(
        columns.filter((column) => column !== first),
        fits,
      );
}

function byExtra<Row>(a: ListColumn<Row>, b: ListColumn<Row>): number {
  return (b.isExtra ?? 0) - (a.isExtra ?? 0);
}

/** Takes from the widest column until all fit. */
function shrink<Row>(
  columns: readonly ListColumn<Row>[],
  widths: Widths<Row>,
  available: number,
): ReadonlyMap<ListColumn<Row>, number> {
  const limits = new Map(columns.map((column) => [column, widths.get(column) ?? 0]));
  for (let over = totalOf(columns, (column) => limits.get(column) ?? 0) - available; over > 0; over -= 1) {
    const [widest] = columns
      .filter((column) => (limits.get(column) ?? 0) > least(column, widths.get(column) ?? 0))
      .sort((a, b) => (limits.get(b) ?? 0) - (limits.get(a) ?? 0));
    if (widest === undefined) break;
    limits.set(widest, (limits.get(widest) ?? 0) - 1);
  }
  return limits;
}

function endOf(text: string, length: number): string {
  return text.length <= length
    ? text
    : `…${text
        .slice(1 - length)
        .toWellFormed()
        .replace(/^\ufffd/, '')}`;
}
