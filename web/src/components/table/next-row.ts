/** The row that a key leads to from row `at` of `count`, or undefined where the key does not move. */
export function nextRow(key: string, at: number, count: number, rowsOfPage: number): number | undefined {
  if (count === 0) return undefined;
  const last = count - 1;
  const clamp = (row: number) => Math.min(last, Math.max(0, row));
  switch (key) {
    case 'ArrowDown':
      return clamp(at + 1);
    case 'ArrowUp':
      return clamp(at - 1);
    case 'PageDown':
      return clamp(at + rowsOfPage);
    case 'PageUp':
      return clamp(at - rowsOfPage);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
