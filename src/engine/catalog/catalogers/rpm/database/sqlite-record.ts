import { viewOf } from './database-entry.ts';
import { readVarint } from './sqlite-varint.ts';

export type SqliteValue = null | number | string | Uint8Array;

/**
 * Reads the first `count` columns of a record (sqlite.org/fileformat2.html, "Record Format"); undefined where it is broken.
 * Floating-point numbers, which no column read here holds, come out as null.
 */
export function parseSqliteRecord(payload: Uint8Array, count: number): readonly SqliteValue[] | undefined {
  const view = viewOf(payload);
  const headerSize = readVarint(view, 0);
  if (headerSize === undefined || headerSize.value > payload.length) return undefined;
  const values: SqliteValue[] = [];
  let typeAt = headerSize.end;
  let at = headerSize.value;
  while (values.length < count && typeAt < headerSize.value) {
    const type = readVarint(view, typeAt);
    if (type === undefined) return undefined;
    const size = sizeOfValue(type.value);
    if (at + size > payload.length) return undefined;
    values.push(readValue(view, type.value, { at, size }));
    typeAt = type.end;
    at += size;
  }
  return values;
}

function sizeOfValue(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][type] ?? 0;
}

function readValue(view: DataView, type: number, { at, size }: { at: number; size: number }): SqliteValue {
  if (type === 8 || type === 9) return type - 8;
  if (type >= 1 && type <= 6) return signedInteger(view, at, size);
  if (type < 12) return null;
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at, size);
  return type % 2 === 0 ? bytes : new TextDecoder().decode(bytes);
}

function signedInteger(view: DataView, at: number, size: number): number {
  let value = view.getInt8(at);
  for (let i = 1; i < size; i++) value = value * 256 + view.getUint8(at + i);
  return value;
}
