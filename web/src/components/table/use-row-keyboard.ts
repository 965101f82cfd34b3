import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { nextRow } from './next-row.ts';

interface RowKeyboardOptions {
  readonly grid: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly rowsOfPage: () => number;
  readonly scrollTo: (row: number) => void;
  readonly open?: ((row: number) => void) | undefined;
  /** Opens or closes a row of a tree; tells whether that changed anything. */
  readonly turn?: ((row: number, isOpen: boolean) => boolean) | undefined;
}

/**
 * Moves the focus over the rows of a grid with arrow, page, Home and End keys, opens a row with Enter,
 * and opens and closes rows of a tree with the right and left arrow. One row at a
 * time can be tabbed to (roving tabindex); rows carry `data-row` with their number.
 */
export function useRowKeyboard({ grid, count, rowsOfPage, scrollTo, open, turn }: RowKeyboardOptions) {
  const [active, setActive] = useState(0);
  /** The row that a key has led to, until it has the focus. */
  const wanted = useRef<number>(undefined);
  const focused = useRef<Element>(null);
  const current = Math.min(active, Math.max(0, count - 1));

  useEffect(() => {
    // A row that another comes in place of, as that which says that more is being loaded, takes the focus away with it.
    const isLost = focused.current?.isConnected === false && document.activeElement === document.body;
    if (wanted.current === active || isLost) {
      const row = grid.current?.querySelector<HTMLElement>(`[data-row="${current}"]`);
      if (row === null || row === undefined) return;
      wanted.current = undefined;
      row.focus({ preventScroll: true });
    }
    focused.current = grid.current?.contains(document.activeElement) === true ? document.activeElement : null;
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!(event.target instanceof HTMLElement) || event.target.closest('[data-row]') === null) return;
    const isOnControl = event.target.closest('a, button, input') !== null;
    if (event.key === 'Enter' && !isOnControl && open !== undefined) {
      event.preventDefault();
      open(current);
      return;
    }
    const isSideways = event.key === 'ArrowRight' || event.key === 'ArrowLeft';
    if (isSideways && turn?.(current, event.key === 'ArrowRight') === true) {
      event.preventDefault();
      return;
    }
    const next = nextRow(event.key, current, count, rowsOfPage());
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    wanted.current = next;
    scrollTo(next);
    setActive(next);
  };

  return { active: current, setActive, onKeyDown };
}
