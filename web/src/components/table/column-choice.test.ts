import { expect, it } from 'vitest';
import { changesFor, shownColumns } from './column-choice.ts';
import type { DataColumn } from './data-column.ts';

const column = (id: string, more: Partial<DataColumn<object>> = {}): DataColumn<object> => ({
  id,
  header: id,
  width: '1fr',
  cell: () => id,
  ...more,
});
const columns = [column('name', { isFixed: true }), column('risk'), column('size', { isHidden: true })];

it.each([
  ['as the table comes', [], ['name', 'risk']],
  ['with a hidden one added', ['size'], ['name', 'risk', 'size']],
  ['with one taken away', ['risk'], ['name']],
  ['never without a fixed one', ['name', 'risk'], ['name']],
  ['whatever an older version remembered', ['gone'], ['name', 'risk']],
] as const)('%s', (_name, changed, ids) => expect(shownColumns(columns, changed).map(({ id }) => id)).toEqual(ids));

it.each([[['name', 'risk']], [['name', 'size']], [['name', 'risk', 'size']], [['name']]])('shows %j as saved', (ids) =>
  expect(shownColumns(columns, changesFor(columns, ids)).map(({ id }) => id)).toEqual(ids),
);

it('shows chosen columns however little room there is', () => {
  const wide = [...columns, column('fixable', { from: 1200 })];
  expect(shownColumns(wide, []).at(-1)?.from).toBe(1200);
  expect(shownColumns(wide, ['size']).at(-1)).not.toHaveProperty('from');
});
