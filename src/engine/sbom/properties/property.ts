/** A name and a value beside what an SBOM's format has members for; names may come several times. */
export interface Property {
  readonly name: string;
  readonly value: string;
}

/** The values of properties by name, in the order in which they came. */
export type Properties = ReadonlyMap<string, readonly string[]>;

/** Groups properties by name. */
export function byName(properties: Iterable<Property>): Properties {
  const values = new Map<string, string[]>();
  for (const { name, value } of properties) {
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  return values;
}
