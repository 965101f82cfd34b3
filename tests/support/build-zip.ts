import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of an archive that a test builds, as `jar` and `zip` write them or with headers that lie. */
export interface BuiltEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly stored?: boolean;
  /** Sizes behind the entry, as a writer that cannot go back leaves them: with a signature (Java), without, or with Zip64 sizes. */
  readonly descriptor?: 'signed' | 'bare' | 'zip64';
  /** What the local header says in place of the truth. */
  readonly local?: { readonly name?: string; readonly packedSize?: number; readonly size?: number };
  /** What the directory says in place of the truth; `absent` leaves the entry out of it. */
  readonly directory?: { readonly name?: string; readonly offset?: number; readonly size?: number } | 'absent';
  readonly method?: number;
  readonly isEncrypted?: boolean;
}

export interface BuiltZip {
  readonly prefix?: Uint8Array | string;
  readonly comment?: Uint8Array | string;
  /** Offsets count from the first byte of the file, prefix included, as Spring Boot writes them. */
  readonly countsPrefix?: boolean;
  /** Sizes and offsets in Zip64 fields and records. */
  readonly isZip64?: boolean;
}

const u16 = (value: number) => Buffer.from([value & 0xff, (value >> 8) & 0xff]);
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u64 = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};

/** Builds a zip archive (PKWARE APPNOTE 6.3.10). */
export function buildZip(entries: readonly BuiltEntry[], options: BuiltZip = {}): Buffer {
  const prefix = Buffer.from(options.prefix ?? '');
  const counted = options.countsPrefix === true ? prefix.length : 0;
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const built = buildEntry(entry, offset + counted, options.isZip64 === true);
    locals.push(built.local);
    if (entry.directory !== 'absent') central.push(built.central);
    offset += built.local.length;
  }
  const directory = Buffer.concat(central);
  const comment = Buffer.from(options.comment ?? '');
  const start = offset + counted;
  const end64 =
    options.isZip64 === true
      ? [
          Buffer.from('PK\x06\x06', 'latin1'),
          u64(44),
          u16(45),
          u16(45),
          u32(0),
          u32(0),
          ...[central.length, central.length, directory.length, start].map(u64),
          Buffer.from('PK\x06\x07', 'latin1'),
          u32(0),
          u64(start + directory.length),
          u32(1),
        ]
      : [];
  const end = [
    Buffer.from('PK\x05\x06\0\0\0\0', 'latin1'),
    u16(options.isZip64 === true ? 0xffff : central.length),
    u16(options.isZip64 === true ? 0xffff : central.length),
    u32(options.isZip64 === true ? 0xffffffff : directory.length),
    u32(options.isZip64 === true ? 0xffffffff : start),
    u16(comment.length),
    comment,
  ];
  return Buffer.concat([prefix, ...locals, directory, ...end64, ...end]);
}

function buildEntry(entry: BuiltEntry, offset: number, isZip64: boolean) {
  const content = Buffer.from(entry.content);
  const body = entry.stored === true ? content : deflateRawSync(content);
  const method = u16(entry.method ?? (entry.stored === true ? 0 : 8));
  const bits = u16(0x800 | (entry.descriptor === undefined ? 0 : 8) | (entry.isEncrypted === true ? 1 : 0));
  const checksum = u32(crc32(content));
  const overrides = entry.directory === 'absent' ? {} : entry.directory;
  const said = { packed: entry.local?.packedSize ?? body.length, size: entry.local?.size ?? content.length };
  const localName = Buffer.from(entry.local?.name ?? entry.name);
  const isLater = entry.descriptor !== undefined;
  const zip64Local =
    isZip64 && !isLater ? Buffer.concat([u16(1), u16(16), u64(said.size), u64(said.packed)]) : Buffer.alloc(0);
  const number = (value: number) => u32(isLater ? 0 : isZip64 ? 0xffffffff : value);
  const local = [
    Buffer.from('PK\x03\x04\x14\0', 'latin1'),
    bits,
    method,
    u32(0x21),
    isLater ? u32(0) : checksum,
    number(said.packed),
    number(said.size),
    u16(localName.length),
    u16(zip64Local.length),
    localName,
    zip64Local,
    body,
    descriptorOf(entry, checksum, { packed: body.length, size: content.length }),
  ];
  const name = Buffer.from(overrides?.name ?? entry.name);
  const numbers = { size: overrides?.size ?? content.length, packed: body.length, at: overrides?.offset ?? offset };
  const extra = isZip64
    ? Buffer.concat([u16(1), u16(24), u64(numbers.size), u64(numbers.packed), u64(numbers.at)])
    : Buffer.alloc(0);
  const fits = (value: number) => u32(isZip64 ? 0xffffffff : value);
  const central = [
    Buffer.from('PK\x01\x02\x14\0\x14\0', 'latin1'),
    bits,
    method,
    u32(0x21),
    checksum,
    fits(numbers.packed),
    fits(numbers.size),
    u16(name.length),
    u16(extra.length),
    u16(0),
    u16(0),
    u16(0),
    u32(0),
    fits(numbers.at),
    name,
    extra,
  ];
  return { local: Buffer.concat(local), central: Buffer.concat(central) };
}

function descriptorOf(
  { descriptor }: BuiltEntry,
  checksum: Buffer,
  { packed, size }: { packed: number; size: number },
): Buffer {
  const signature = Buffer.from('PK\x07\x08', 'latin1');
  if (descriptor === undefined) return Buffer.alloc(0);
  switch (descriptor) {
    case 'signed':
      return Buffer.concat([signature, checksum, u32(packed), u32(size)]);
    case 'bare':
      return Buffer.concat([checksum, u32(packed), u32(size)]);
    case 'zip64':
      return Buffer.concat([signature, checksum, u64(packed), u64(size)]);
  }
}
