/** Where a row is in a tree: 1 is the outermost level; `isOpen` is absent where nothing lies below. */
export interface RowPlace {
  readonly level: number;
  readonly isOpen?: boolean | undefined;
}

/** What a table needs to show its rows as a tree. */
export interface RowTree<Row> {
  readonly placeOf: (row: Row) => RowPlace;
  readonly toggle: (row: Row) => void;
}

/** Opens or closes a row, and tells whether it was the other way before. */
export function turnRow<Row>(tree: RowTree<Row>, row: Row | undefined, isOpen: boolean): boolean {
  if (row === undefined || tree.placeOf(row).isOpen !== !isOpen) return false;
  tree.toggle(row);
  return true;
}
