import { csvCell } from '#core/csv-cell.ts';

/** A line of CSV (RFC 4180); numbers stay numbers. */
export function csvLine(cells: readonly (string | number | boolean | undefined)[]): string {
  const texts = cells.map((value) => (typeof value === 'string' ? csvCell(value) : String(value ?? '')));
  return `${texts.join(',')}\r\n`;
}
