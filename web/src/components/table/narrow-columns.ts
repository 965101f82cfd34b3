import type { DataColumn, NarrowPlace } from './data-column.ts';

/** Where each column stands in a narrow table, in their order; undefined for those that are not shown. The first one leads where none is said to. */
export function narrowPlaces<Row>(columns: readonly DataColumn<Row>[]): readonly (NarrowPlace | undefined)[] {
  const isSaid = columns.some(({ narrow }) => narrow !== undefined);
  if (!isSaid) return columns.map((_, index) => (index === 0 ? 'first' : 'named'));
  const hasFirst = columns.some(({ narrow }) => narrow === 'first');
  return columns.map(({ narrow }, index) => (index === 0 && !hasFirst ? 'first' : narrow));
}
