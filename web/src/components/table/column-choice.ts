import { useLocalStorage } from '@mantine/hooks';
import type { DataColumn } from './data-column.ts';

/** Which columns of a table are shown, and how to change it. */
export interface ColumnChoice<Row> {
  /** All columns, in their order. */
  readonly all: readonly DataColumn<Row>[];
  readonly shown: readonly DataColumn<Row>[];
  readonly isChanged: boolean;
  readonly toggle: (id: string) => void;
  readonly reset: () => void;
  /** Shows the columns with these ids; those that a table comes with where there are none. */
  readonly show: (ids: readonly string[]) => void;
}

/** The columns that a person chose to see; remembered by this browser under the table's name. */
export function useColumnChoice<Row>(table: string, columns: readonly DataColumn<Row>[]): ColumnChoice<Row> {
  const [changed, setChanged] = useLocalStorage<readonly string[]>({
    key: `plimsoll-columns-${table}`,
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  return {
    all: columns,
    shown: shownColumns(columns, changed),
    isChanged: changed.length > 0,
    toggle: (id) => setChanged(changed.includes(id) ? changed.filter((one) => one !== id) : [...changed, id]),
    reset: () => setChanged([]),
    show: (ids) => setChanged(ids.length === 0 ? [] : changesFor(columns, ids)),
  };
}

/** The columns that are shown: those shown by themselves, but for the ones in `changed`, and the hidden ones in it. */
export function shownColumns<Row>(
  columns: readonly DataColumn<Row>[],
  changed: readonly string[],
): readonly DataColumn<Row>[] {
  const shown = columns.filter(
    ({ id, isFixed, isHidden }) => isFixed === true || (isHidden !== true) !== changed.includes(id),
  );
  // Who chooses columns gets them, however little room there is.
  return changed.length === 0 ? shown : shown.map(({ from: _from, ...column }) => column);
}

/** What is changed where exactly the columns with these ids are shown. */
export function changesFor<Row>(columns: readonly DataColumn<Row>[], ids: readonly string[]): readonly string[] {
  return columns
    .filter(({ id, isFixed, isHidden }) => isFixed !== true && ids.includes(id) === (isHidden === true))
    .map(({ id }) => id);
}
