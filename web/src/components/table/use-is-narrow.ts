import { type RefObject, useLayoutEffect, useState } from 'react';

/** Less than this, in CSS pixels, and columns stand so close that a table is scrolled sideways to be read. */
const narrowBelow = 640;

/** Whether an element is too narrow for the columns of a table; measured before it is first painted, and whenever its size changes. */
export function useIsNarrow(element: RefObject<HTMLElement | null>): boolean {
  const [isNarrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    const measured = element.current;
    if (measured === null) return undefined;
    const measure = () => setNarrow(measured.clientWidth > 0 && measured.clientWidth < narrowBelow);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element]);
  return isNarrow;
}
