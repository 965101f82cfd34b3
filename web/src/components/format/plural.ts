/** A number with its noun: `1 image`, `1,204 images`, `no images`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  if (count === 0) return `no ${many}`;
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
