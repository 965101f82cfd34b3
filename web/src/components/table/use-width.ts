import { type RefObject, useLayoutEffect, useState } from 'react';

/** In what steps a width is told, in CSS pixels: not each of them is worth drawing a table anew. */
const step = 10;

/** How wide an element is, in CSS pixels; measured before it is first painted, and whenever that changes. Undefined where it is not laid out. */
export function useWidth(element: RefObject<HTMLElement | null>): number | undefined {
  const [width, setWidth] = useState<number>();
  useLayoutEffect(() => {
    const measured = element.current;
    if (measured === null) return undefined;
    const measure = () => {
      const steps = Math.floor(measured.clientWidth / step);
      setWidth(steps === 0 ? undefined : steps * step);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
