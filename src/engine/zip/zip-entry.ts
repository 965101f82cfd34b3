import { asBuffer } from './zip-bytes.ts';

/** An entry as a header describes it; what of it is true shows when it is read. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc32: number;
  /** Bytes as stored. */
  readonly packedSize: number;
  /** Bytes unpacked. */
  readonly size: number;
  /** Where its local header lies, from the first byte of the file. */
  readonly offset: number;
}

/** Signatures of the records of a zip (PKWARE APPNOTE 6.3.10, section 4.3), as little-endian numbers. */
export const signatures = {
  localHeader: 0x04034b50,
  directoryEntry: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  end64Locator: 0x07064b50,
  descriptor: 0x08074b50,
} as const;

export const methods = { stored: 0, deflated: 8 } as const;
export const flags = { encrypted: 1, descriptor: 8 } as const;

/** The value of a field that did not fit, so that it stands in the Zip64 extra field. */
export const inZip64 = 0xffffffff;

/** Sizes and offset of an entry, in the order in which the Zip64 extra field (section 4.5.3) has those that did not fit. */
export interface EntryNumbers {
  readonly size: number;
  readonly packedSize: number;
  readonly offset: number;
}

/** Puts in place of the numbers that did not fit those of the Zip64 extra field, where there is one. */
export function withZip64(numbers: EntryNumbers, extra: Uint8Array): EntryNumbers {
  const { size, packedSize, offset } = numbers;
  if (size !== inZip64 && packedSize !== inZip64 && offset !== inZip64) return numbers;
  const field = zip64Field(extra);
  let at = 0;
  const next = (value: number): number => {
    if (value !== inZip64 || field === undefined || at + 8 > field.length) return value;
    at += 8;
    return Number(field.readBigUInt64LE(at - 8));
  };
  return { size: next(size), packedSize: next(packedSize), offset: next(offset) };
}

const zip64Id = 1;

function zip64Field(extra: Uint8Array): Buffer | undefined {
  const buffer = asBuffer(extra);
  for (let at = 0; at + 4 <= buffer.length; ) {
    const length = buffer.readUInt16LE(at + 2);
    if (buffer.readUInt16LE(at) === zip64Id) return buffer.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return undefined;
}
