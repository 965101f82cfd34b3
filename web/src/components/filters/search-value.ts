/** A flag of the URL: true for `true`, absent otherwise. */
export function flag(value: unknown): true | undefined {
  return value === true || value === 'true' ? true : undefined;
}

/** An answer of the URL that may be given either way, or left open. */
export function yesOrNo(value: unknown): 'yes' | 'no' | undefined {
  return oneOf(value, ['yes', 'no'] as const);
}

/** A text of the URL, cut to what an API takes; absent where empty. */
export function text(value: unknown, maxLength = 200): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, maxLength) : undefined;
}

/** A value of the URL that must be one of a list. */
export function oneOf<Option extends string>(value: unknown, options: readonly Option[]): Option | undefined {
  return options.find((option) => option === value);
}

/** What the URL holds after a change: values that become undefined or empty are taken away. */
export function changeSearch(previous: object, change: object) {
  const entries = Object.entries({ ...previous, ...change }).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries);
}

/** Whether a list is narrowed: whether anything but its order, or what else is named, is set. */
export function isNarrowedBy(search: object, ...apartFrom: readonly string[]): boolean {
  return Object.entries(search).some(([name, value]) => value !== undefined && !apartFrom.includes(name));
}
