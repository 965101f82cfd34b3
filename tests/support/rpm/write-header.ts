/** A tag of a header that a test writes: text, a 32-bit number, or raw type and data. */
export interface HeaderTag {
  readonly tag: number;
  readonly value: string | number | { readonly type: number; readonly count: number; readonly data: Uint8Array };
}

const alignment: Readonly<Record<number, number>> = { 3: 2, 4: 4, 5: 8 };

/** Writes a header as rpm's databases store it, tags in the order given. */
export function writeRpmHeader(tags: readonly HeaderTag[]): Buffer {
  const index = Buffer.alloc(16 * tags.length);
  let store = Buffer.alloc(0);
  for (const [i, { tag, value }] of tags.entries()) {
    const { type, count, data } = typed(value);
    const step = alignment[type] ?? 1;
    store = Buffer.concat([store, Buffer.alloc((step - (store.length % step)) % step)]);
    [tag, type, store.length, count].forEach((number, j) => {
      index.writeUInt32BE(number, 16 * i + 4 * j);
    });
    store = Buffer.concat([store, data]);
  }
  const intro = Buffer.alloc(8);
  intro.writeUInt32BE(tags.length, 0);
  intro.writeUInt32BE(store.length, 4);
  return Buffer.concat([intro, index, store]);
}

/** What a package of a test is, in the words of rpm's tags. */
export interface PackagePlan {
  readonly name?: string;
  readonly epoch?: number;
  readonly version?: string;
  readonly release?: string;
  readonly arch?: string;
  readonly sourceRpm?: string;
  readonly license?: string;
  readonly vendor?: string;
  readonly modularityLabel?: string;
  readonly description?: string;
}

const tagOf = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  description: 1005,
  vendor: 1011,
  license: 1014,
  arch: 1022,
  sourceRpm: 1044,
  modularityLabel: 5096,
} as const satisfies Readonly<Record<keyof PackagePlan, number>>;

/** Writes the header of a package. */
export function writePackageHeader(plan: PackagePlan): Buffer {
  const tags = (Object.keys(tagOf) as (keyof PackagePlan)[]).flatMap((key) => {
    const value = plan[key];
    return value === undefined ? [] : [{ tag: tagOf[key], value }];
  });
  return writeRpmHeader(tags);
}

function typed(value: HeaderTag['value']): { type: number; count: number; data: Uint8Array } {
  if (typeof value === 'string') return { type: 6, count: 1, data: Buffer.from(`${value}\0`) };
  if (typeof value !== 'number') return value;
  const data = Buffer.alloc(4);
  data.writeUInt32BE(value);
  return { type: 4, count: 1, data };
}
