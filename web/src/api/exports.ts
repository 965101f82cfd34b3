import type { exportFindings, exportImages } from './generated/index.ts';

/** What can be exported, and as what. */
export type ExportKind = 'images' | 'findings';
export type ExportFormat = NonNullable<NonNullable<Parameters<typeof exportImages>[0]>['format']>;

type Filters = Omit<
  NonNullable<Parameters<typeof exportImages>[0]> & NonNullable<Parameters<typeof exportFindings>[0]>,
  'format'
>;

/** The address of a file with exactly what a listing with these filters has on all its pages. */
export function exportUrl(kind: ExportKind, format: ExportFormat, filters: Filters): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(filters)) {
    const isOrder = name === 'sort' || name === 'reverse';
    if (value !== undefined && !(kind === 'findings' && isOrder)) query.set(name, String(value));
  }
  return `/api/v1/exports/${kind}?${query}`;
}
