/** A number of one to nine bytes, and where it ends. Numbers over 2^53 lose their last digits: nothing here is that long. */
export interface Varint {
  readonly value: number;
  readonly end: number;
}

/** Reads a variable-length integer (sqlite.org/fileformat2.html, "varint"); undefined where the bytes end within it. */
export function readVarint(view: DataView, at: number): Varint | undefined {
  let value = 0;
  for (let i = 0; i < 9; i++) {
    if (at + i >= view.byteLength) return undefined;
    const byte = view.getUint8(at + i);
    if (i === 8) return { value: value * 256 + byte, end: at + 9 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: at + i + 1 };
  }
  return undefined;
}
