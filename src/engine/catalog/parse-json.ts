/** JSON text as a value, undefined where it is none. For texts of limited size only: V8 parses any depth without recursion. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
