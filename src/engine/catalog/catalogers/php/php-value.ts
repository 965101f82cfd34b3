/** A value of PHP as far as package databases hold them; an array is a map, lists being maps with the keys `0`, `1`, …. */
export type PhpValue = string | number | boolean | null | PhpArray;
export type PhpArray = ReadonlyMap<string, PhpValue>;

/** Arrays that lie deeper are not read: no package database has them. */
export const maxArrayDepth = 30;

/** The member of an array; undefined where the value is no array or has none of that name. */
export function member(value: PhpValue | undefined, name: string): PhpValue | undefined {
  return value instanceof Map ? value.get(name) : undefined;
}

/** The member of an array where it is a text. */
export function textMember(value: PhpValue | undefined, name: string): string | undefined {
  const found = member(value, name);
  return typeof found === 'string' ? found : undefined;
}

/** The texts in an array, or the text itself. */
export function texts(value: PhpValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return value instanceof Map ? [...value.values()].filter((one) => typeof one === 'string') : [];
}
