/** Everything that an iterable gives. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** The names in a listing. */
export async function names(items: AsyncIterable<{ readonly name: string }>): Promise<string[]> {
  return (await all(items)).map(({ name }) => name);
}
