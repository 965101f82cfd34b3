/** What a screen keeps in the URL: plain strings, so that addresses are short and can be written by hand. */
export type RawSearch = Readonly<Record<string, string>>;

/** Reads a query string into plain strings; of repeated names the last counts. */
export function parseSearch(query: string): RawSearch {
  return Object.fromEntries(new URLSearchParams(query));
}

/** Writes search values as a query string with its `?`, leaving out what is empty, false or undefined. */
export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    const isWritten = typeof value === 'string' || typeof value === 'number' || value === true;
    if (isWritten && value !== '') parameters.set(name, String(value));
  }
  const query = parameters.toString();
  return query === '' ? '' : `?${query}`;
}
