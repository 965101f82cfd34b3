import type { Static } from 'typebox';
import { riskWords } from '#core/risk-words.ts';
import type { Store } from '#server/store/index.ts';
import type { exportedFinding } from '../schemas/exports.ts';
import { csvLine } from './csv-line.ts';

/** A way to write an export. */
export type ExportFormat = 'csv' | 'json' | 'ndjson';

/** Their media types. */
export const exportMediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
};

/** A column of a table: title and text of a row. */
export type ExportColumn<Row> = readonly [title: string, text: (row: Row) => string | number | boolean | undefined];

type ImageRow = ReturnType<Store['views']['exportImages']> extends AsyncIterable<(infer Row)[]> ? Row : never;

/** An image of a listing as a row. */
export const imageColumns: readonly ExportColumn<ImageRow>[] = [
  ['registry', (row) => row.registryName],
  ['repository', (row) => row.repository],
  ['tags', (row) => row.tags.join(' ')],
  ['reference', (row) => row.reference],
  ['image_id', (row) => row.imageId],
  ['manifest_digest', (row) => row.manifestDigest],
  ['platform', (row) => row.platform],
  ['distro', (row) => row.distro?.name],
  ['end_of_life', (row) => row.distro?.endOfLife],
  ['critical', (row) => row.severityCounts.critical],
  ['high', (row) => row.severityCounts.high],
  ['medium', (row) => row.severityCounts.medium],
  ['low', (row) => row.severityCounts.low],
  ['negligible', (row) => row.severityCounts.negligible],
  ['unknown', (row) => row.severityCounts.unknown],
  ['fixable', (row) => row.fixable],
  ['exploitable', (row) => row.exploitable],
  ['known_exploited', (row) => row.knownExploited],
  ['risk', (row) => riskWords(row.riskScore, row.coverage)],
  ['coverage', (row) => row.coverage],
  ['policy', (row) => row.policy.outcome],
  ['violated_policies', (row) => row.policy.failed.join('; ')],
  ['packages', (row) => row.packages],
  ['secrets', (row) => row.secrets],
  ['size', (row) => row.size],
  ['created', (row) => row.createdAt],
  ['last_scanned', (row) => row.lastScannedAt],
  ['last_pushed', (row) => row.lastPushedAt],
];

/** A finding of an image as a row: what openapi.json says that rows hold. */
export const findingColumns: readonly ExportColumn<Static<typeof exportedFinding>>[] = [
  ['registry', (row) => row.registryName],
  ['repository', (row) => row.repository],
  ['tags', (row) => row.tags.join(' ')],
  ['reference', (row) => row.reference],
  ['image_id', (row) => row.imageId],
  ['platform', (row) => row.platform],
  ['vulnerability', (row) => row.vulnerabilityId],
  ['severity', (row) => row.severity],
  ['score', (row) => row.cvssScore],
  ['epss', (row) => row.epss],
  ['known_exploited', (row) => row.knownExploited],
  ['exploitable', (row) => row.exploitable],
  ['fix', (row) => row.fixState],
  ['fixed_in', (row) => row.fixVersions.join(' ')],
  ['type', (row) => row.packageType],
  ['package', (row) => row.packageName],
  ['installed', (row) => row.packageVersion],
  ['purl', (row) => row.packageId],
  ['summary', (row) => row.summary],
];

/** The text of an export in pieces, one for each batch of rows: `columns` for CSV, all properties of a row else. */
export async function* writeExport<Row>(
  batches: AsyncIterable<readonly Row[]>,
  format: ExportFormat,
  columns: readonly ExportColumn<Row>[],
): AsyncGenerator<string> {
  let isFirst = true;
  for await (const rows of withFirst(batches)) {
    if (isFirst && format === 'csv') yield csvLine(columns.map(([title]) => title));
    if (isFirst && format === 'json') yield '[';
    if (format === 'csv') yield rows.map((row) => csvLine(columns.map(([, text]) => text(row)))).join('');
    else if (format === 'ndjson') yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    else if (rows.length > 0) yield `${isFirst ? '' : ','}\n${rows.map((row) => JSON.stringify(row)).join(',\n')}`;
    isFirst = false;
  }
  if (format === 'json') yield '\n]\n';
}

/** The batches, or an empty one where there is none: what is wrong with the query shows before anything is written. */
async function* withFirst<Row>(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
  let isEmpty = true;
  for await (const rows of batches) {
    yield rows;
    isEmpty = false;
  }
  if (isEmpty) yield [];
}
