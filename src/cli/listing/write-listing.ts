import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { layOut } from '#engine/report/index.ts';
import type { CommandContext } from '../command-context.ts';
import type { QueryValues, Service } from '../service/service.ts';
import { fitColumns, type ListColumn } from './fit-columns.ts';

type Target = Pick<CommandContext, 'stdout' | 'color' | 'signal'>;

/** Writes rows as a table, on a terminal as wide as that; `empty` where there is none. */
export async function writeTable<Row>(
  rows: readonly Row[],
  columns: readonly ListColumn<Row>[],
  { stdout, color, signal, empty }: Target & { readonly empty: string },
): Promise<void> {
  const { isTTY, columns: width } = stdout;
  const shown = isTTY === true && width !== undefined && width > 0 ? fitColumns(rows, columns, width) : columns;
  const lines = rows.length === 0 ? [`${empty}\n`] : layOut(rows, shown, color);
  await pipeline(Readable.from(lines), stdout, { end: false, signal });
}

/** Writes a value as JSON, for programs. */
export function writeJson(value: unknown, { stdout }: Pick<Target, 'stdout'>): void {
  stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** Writes an export of the service as it comes, whole. */
export async function writeExport(
  service: Service,
  path: string,
  query: QueryValues,
  { stdout, signal }: Target,
): Promise<void> {
  await pipeline(Readable.from(await service.stream(path, { query })), stdout, { end: false, signal });
}
