import { expect, it } from 'vitest';
import type { DataColumn, NarrowPlace } from './data-column.ts';
import { narrowPlaces } from './narrow-columns.ts';

const column = (id: string, narrow?: NarrowPlace): DataColumn<object> => ({
  id,
  header: id,
  width: '1fr',
  cell: () => id,
  ...(narrow !== undefined && { narrow }),
});

it.each<[string, DataColumn<object>[], (NarrowPlace | undefined)[]]>([
  ['shows all where none has a place', [column('a'), column('b')], ['first', 'named']],
  ['leaves out what has none', [column('a', 'first'), column('b'), column('c', 'end')], ['first', undefined, 'end']],
  ['begins with the first one where none is said to lead', [column('a'), column('b', 'below')], ['first', 'below']],
  ['lets another one lead', [column('a', 'below'), column('b', 'first')], ['below', 'first']],
])('%s', (_name, columns, places) => {
  expect(narrowPlaces(columns)).toEqual(places);
});
