import type { MouseEvent, ReactNode } from 'react';
import { ActiveRow } from './active-row.ts';
import styles from './data-table.module.css';
import type { RowPlace } from './row-tree.ts';

interface DataRowProps {
  readonly index: number;
  /** Distance from the top of the body, in pixels. */
  readonly start: number;
  /** Absent where its content decides. */
  readonly height: number | undefined;
  readonly isActive: boolean;
  readonly onFocus: (index: number) => void;
  readonly onOpen: ((index: number) => void) | undefined;
  /** Where it is in a tree. */
  readonly place?: RowPlace | undefined;
  /** Called with its element, to be measured. */
  readonly measure?: ((element: HTMLElement | null) => void) | undefined;
  readonly children: ReactNode;
}

/** One row in view. A click opens it, except on a link or button that lies in it. */
export function DataRow({ index, start, height, isActive, onFocus, onOpen, place, measure, children }: DataRowProps) {
  const open = (event: MouseEvent<HTMLElement>) => {
    const target = event.target instanceof Element ? event.target : undefined;
    const isOwnControl = target?.closest('a, button, [role="menuitem"]') !== null;
    if (isOwnControl || window.getSelection()?.type === 'Range') return;
    onOpen?.(index);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed absolutely, which a table row cannot be.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its rows.
    <div
      ref={measure}
      role="row"
      data-row={index}
      data-index={index}
      tabIndex={isActive ? 0 : -1}
      aria-rowindex={index + 2}
      aria-level={place?.level}
      aria-expanded={place?.isOpen}
      className={`${styles.line} ${styles.row} ${onOpen === undefined ? '' : styles.clickable}`}
      style={{ ...(height !== undefined && { height }), transform: `translateY(${start}px)` }}
      onFocus={() => onFocus(index)}
      onClick={onOpen === undefined ? undefined : open}
    >
      <ActiveRow value={isActive}>{children}</ActiveRow>
    </div>
  );
}
