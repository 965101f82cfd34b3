import type { Command } from 'commander';
import type { ImagePage, ImageSummary } from '#api/models.ts';
import { riskWords } from '#core/risk-words.ts';
import type { CommandContext } from '../command-context.ts';
import { describeAge } from '../lines/describe-age.ts';
import type { ListColumn } from '../listing/fit-columns.ts';
import { addFilterOptions, filterQuery } from '../listing/image-filter-options.ts';
import { addSortOptions } from '../listing/image-sort-option.ts';
import { addFormatOption, addLimitOption, type ListingFormat } from '../listing/listing-options.ts';
import { severityColumns } from '../listing/severity-columns.ts';
import { writeExport, writeTable } from '../listing/write-listing.ts';
import { findPlace } from '../registry/find-registry.ts';
import { addServerOptions, connectService, type ServerOptions } from '../service/server-options.ts';
import type { QueryValues, Service } from '../service/service.ts';

interface ImagesOptions extends ServerOptions {
  readonly registry?: string;
  readonly format: ListingFormat;
  readonly limit: number;
  readonly sort: string;
  readonly reverse?: boolean;
}

const pageSize = 500;

/** `plimsoll images`: the images that a service knows. */
export function images(program: Command, context: CommandContext): void {
  const command = program.command('images').description('list the images that a service knows, worst first');
  addSortOptions(command);
  addFilterOptions(addLimitOption(addFormatOption(command, ['table', 'json', 'ndjson', 'csv']), 100));
  addServerOptions(command).action(async (options: ImagesOptions) => {
    const service = connectService(options, context);
    const query = {
      ...filterQuery(command),
      ...(options.registry !== undefined && { registryId: await findPlace(service, options.registry) }),
      sort: options.sort,
      reverse: options.reverse,
    };
    const { format, limit } = options;
    if (format !== 'table') return writeExport(service, '/exports/images', { ...query, format }, context);
    const { items, total } = await listImages(service, query, limit);
    await writeTable(items, columnsAt(context.now()), { ...context, empty: 'No image is like that.' });
    if (total !== undefined && total > items.length) {
      context.stdout.write(`\n${items.length} of ${total} images: --limit shows more, --format csv all.\n`);
    }
  });
}

async function listImages(
  service: Service,
  query: QueryValues,
  limit: number,
): Promise<{ readonly items: readonly ImageSummary[]; readonly total: number | undefined }> {
  const items: ImageSummary[] = [];
  let cursor: string | undefined;
  let total: number | undefined;
  do {
    const wanted = Math.min(pageSize, limit - items.length);
    const page = await service.get<ImagePage>('/images', { ...query, cursor, limit: wanted });
    items.push(...page.items);
    total ??= page.total;
    cursor = page.nextCursor;
  } while (cursor !== undefined && items.length < limit);
  return { items, total };
}

function columnsAt(now: Date): readonly ListColumn<ImageSummary>[] {
  return [
    { title: 'IMAGE', text: ({ reference }) => reference, maxWidth: 90, keepsEnd: true },
    { title: 'PLATFORM', text: ({ platform }) => platform, isExtra: 2 },
    ...severityColumns<ImageSummary>(({ severityCounts }) => severityCounts),
    {
      title: 'KEV',
      text: ({ knownExploited }) => String(knownExploited),
      color: ({ knownExploited }) => (knownExploited > 0 ? 31 : undefined),
      alignRight: true,
    },
    { title: 'FIXABLE', text: ({ fixable }) => String(fixable), alignRight: true, isExtra: 1 },
    { title: 'RISK', text: ({ riskScore, coverage }) => riskWords(riskScore, coverage), alignRight: true },
    {
      title: 'COVERAGE',
      text: ({ coverage }) => coverage,
      color: ({ coverage }) => (coverage === 'complete' ? undefined : 33),
    },
    { title: 'SCANNED', text: ({ lastScannedAt }) => `${describeAge(lastScannedAt, now)} ago`, isExtra: 3 },
  ];
}
