import type { Package } from '#core/package.ts';
import { type Properties, type Property, parseNestedJson } from './property.ts';

/** What formats have members of their own for; everything else that is known of a package goes into properties. */
type InMembers = 'id' | 'purl' | 'type' | 'name' | 'version' | 'licenses';

/** How a field is written: as one text, one JSON value, or one property for each of its members. */
type Encoding = 'text' | 'json' | 'texts' | 'jsons';

/** A field added to `Package` must be given a line here (or a member above) before the program compiles: SBOMs lose nothing by accident. */
const encodings = {
  ecosystem: 'text',
  source: 'json',
  architecture: 'text',
  locations: 'jsons',
  owner: 'text',
  foundBy: 'texts',
  origin: 'text',
  details: 'json',
} as const satisfies { readonly [Field in keyof Required<Omit<Package, InMembers>>]: Encoding };

const prefix = 'plimsoll:package:';

/** Writes what matching and people need of a package and no format has a member for. */
export function packageProperties(one: Package): readonly Property[] {
  return fields().flatMap(([field, encoding]) => {
    const value: unknown = one[field];
    if (value === undefined) return [];
    const values = encoding === 'texts' || encoding === 'jsons' ? (value as readonly unknown[]) : [value];
    return values.map((member) => ({
      name: prefix + field,
      value: typeof member === 'string' ? member : JSON.stringify(member),
    }));
  });
}

/** Reads the fields back, unchecked; undefined where there are no properties of ours. */
export function fieldsOfProperties(properties: Properties): Readonly<Record<string, unknown>> | undefined {
  if (!properties.has(`${prefix}ecosystem`)) return undefined;
  const read = fields().flatMap(([field, encoding]): (readonly [string, unknown])[] => {
    const values = properties.get(prefix + field);
    if (values === undefined) return [];
    if (encoding === 'texts') return [[field, values]];
    if (encoding === 'jsons') return [[field, values.map(parseNestedJson)]];
    return [[field, encoding === 'json' ? parseNestedJson(values[0] ?? '') : values[0]]];
  });
  return Object.fromEntries(read);
}

function fields(): readonly (readonly [keyof typeof encodings, Encoding])[] {
  return Object.entries(encodings) as readonly (readonly [keyof typeof encodings, Encoding])[];
}
