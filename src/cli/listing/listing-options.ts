import { type Command, InvalidArgumentError, Option } from 'commander';

/** How a listing is written: a table for people, or everything for programs. */
export type ListingFormat = 'table' | 'json' | 'ndjson' | 'csv';

const maxRows = 100_000;

/** Adds `--format`, with the formats that there are. */
export function addFormatOption(command: Command, formats: readonly ListingFormat[]): Command {
  const option = new Option('--format <name>', 'for people, or for programs, who get everything');
  return command.addOption(option.choices([...formats]).default('table'));
}

/** Adds `--limit`: how many rows a table has at most. */
export function addLimitOption(command: Command, rows: number): Command {
  const option = new Option('--limit <rows>', 'most rows of the table').default(rows);
  return command.addOption(option.argParser(readLimit));
}

function readLimit(text: string): number {
  const rows = Number(text);
  if (/^\d{1,6}$/.test(text) && rows >= 1 && rows <= maxRows) return rows;
  throw new InvalidArgumentError(`It is a number from 1 to ${maxRows}.`);
}
