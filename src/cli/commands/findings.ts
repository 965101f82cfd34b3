import type { Command } from 'commander';
import type { ExportedFinding } from '#api/models.ts';
import { isRecord } from '#core/json.ts';
import { severities } from '#core/severity.ts';
import type { CommandContext } from '../command-context.ts';
import { readLines } from '../lines/read-lines.ts';
import type { ListColumn } from '../listing/fit-columns.ts';
import { addFilterOptions, filterQuery } from '../listing/image-filter-options.ts';
import { addFormatOption, addLimitOption, type ListingFormat } from '../listing/listing-options.ts';
import { severityColor } from '../listing/severity-columns.ts';
import { writeExport, writeTable } from '../listing/write-listing.ts';
import { findPlace } from '../registry/find-registry.ts';
import { parseJson } from '../service/read-answer.ts';
import { addServerOptions, connectService, type ServerOptions } from '../service/server-options.ts';
import type { QueryValues, Service } from '../service/service.ts';

interface FindingsOptions extends ServerOptions {
  readonly registry?: string;
  readonly format: ListingFormat;
  readonly limit: number;
}

const path = '/exports/findings';
/** Characters of the longest row that is taken: an image may have thousands of tags. */
const maxRowLength = 4 * 1024 * 1024;

/** `plimsoll findings`: the findings of the images that a service knows. */
export function findings(program: Command, context: CommandContext): void {
  const command = program
    .command('findings')
    .description('list the findings of the images that a service knows; what is asked of findings holds for each');
  addFilterOptions(addLimitOption(addFormatOption(command, ['table', 'json', 'ndjson', 'csv']), 1000));
  addServerOptions(command).action(async (options: FindingsOptions) => {
    const service = connectService(options, context);
    const query = {
      ...filterQuery(command),
      ...(options.registry !== undefined && { registryId: await findPlace(service, options.registry) }),
    };
    const { format, limit } = options;
    if (format !== 'table') return writeExport(service, path, { ...query, format }, context);
    const { rows, total } = await readWorst(service, query, limit);
    await writeTable(rows, columns, { ...context, empty: 'No finding is like that.' });
    if (total > rows.length) {
      context.stdout.write(`\nThe worst ${rows.length} of ${total}: --limit shows more, --format csv all.\n`);
    }
  });
}

/** The worst findings and how many there are: the export is in no order, so all of it is read, and little of it kept. */
async function readWorst(
  service: Service,
  query: QueryValues,
  limit: number,
): Promise<{ readonly rows: readonly ExportedFinding[]; readonly total: number }> {
  let rows: ExportedFinding[] = [];
  let total = 0;
  for await (const lines of readLines(
    await service.stream(path, { query: { ...query, format: 'ndjson' } }),
    maxRowLength,
  )) {
    const found = lines.map((line) => parseJson(line ?? '')).filter(isFinding);
    total += found.length;
    rows.push(...found);
    if (rows.length > 2 * limit + 1000) rows = rows.sort(worstFirst).slice(0, limit);
  }
  return { rows: rows.sort(worstFirst).slice(0, limit), total };
}

function isFinding(value: unknown): value is ExportedFinding {
  return isRecord(value) && typeof value.vulnerabilityId === 'string' && Array.isArray(value.fixVersions);
}

function worstFirst(a: ExportedFinding, b: ExportedFinding): number {
  return (
    Number(b.knownExploited) - Number(a.knownExploited) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    a.vulnerabilityId.localeCompare(b.vulnerabilityId, 'en', { numeric: true }) ||
    a.reference.localeCompare(b.reference, 'en')
  );
}

const columns: readonly ListColumn<ExportedFinding>[] = [
  { title: 'SEVERITY', text: ({ severity }) => severity, color: ({ severity }) => severityColor(severity) },
  { title: 'VULNERABILITY', text: ({ vulnerabilityId }) => vulnerabilityId },
  { title: 'KEV', text: ({ knownExploited }) => (knownExploited ? 'yes' : ''), color: () => 31 },
  { title: 'PACKAGE', text: ({ packageName }) => packageName, maxWidth: 40 },
  { title: 'INSTALLED', text: ({ packageVersion }) => packageVersion, maxWidth: 30, isExtra: 1 },
  { title: 'FIXED IN', text: ({ fixVersions }) => fixVersions.join(' '), maxWidth: 30 },
  { title: 'IMAGE', text: ({ reference }) => reference, maxWidth: 90, keepsEnd: true },
];
