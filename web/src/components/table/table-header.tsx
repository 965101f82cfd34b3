import { Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { cellClass } from './cell-class.ts';
import type { DataColumn } from './data-column.ts';
import styles from './data-table.module.css';

interface HeaderCellProps<Row> {
  readonly column: DataColumn<Row>;
  readonly index: number;
  /** Whether it is there for screen readers alone. */
  readonly isUnseen?: boolean;
  /** The order that the rows are in. */
  readonly sort: string | undefined;
  readonly isReversed: boolean;
  readonly onSort: ((by: string) => void) | undefined;
}

/** The head of a column; a button where rows can be ordered by it. */
export function HeaderCell<Row>({ column, index, isUnseen = false, sort, isReversed, onSort }: HeaderCellProps<Row>) {
  const isSorted = column.sort !== undefined && column.sort.by === sort;
  const direction = isSorted ? directionOf(column.sort.direction, isReversed) : undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed absolutely, which a table element cannot do.
    // biome-ignore lint/a11y/useFocusableInteractive: the rows take the focus, and the button in here.
    <div
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={direction}
      className={isUnseen ? styles.unseen : cellClass(column)}
    >
      <HeaderLabel column={column} direction={direction} onSort={onSort} />
    </div>
  );
}

interface HeaderLabelProps<Row> extends Pick<HeaderCellProps<Row>, 'column' | 'onSort'> {
  readonly direction: 'ascending' | 'descending' | undefined;
}

function HeaderLabel<Row>({ column, direction, onSort }: HeaderLabelProps<Row>) {
  const label =
    column.hint === undefined ? (
      column.header
    ) : (
      <Tooltip label={column.hint}>
        <span>{column.header}</span>
      </Tooltip>
    );
  const by = column.sort?.by;
  if (by === undefined || onSort === undefined) return label;
  const Arrow = direction === 'ascending' ? IconArrowUp : IconArrowDown;
  return (
    <button
      type="button"
      className={direction === undefined ? styles.sort : `${styles.sort} ${styles.sorted}`}
      onClick={() => onSort(by)}
    >
      {label}
      {direction !== undefined && <Arrow size={13} aria-hidden />}
    </button>
  );
}

type Direction = 'ascending' | 'descending';

function directionOf(usual: Direction, isReversed: boolean): Direction {
  return (usual === 'ascending') === isReversed ? 'descending' : 'ascending';
}
