import { ImageError } from '../image-error.ts';
import { decodeText } from './tar-header.ts';

/** The records of an extended header that change what is read. Empty values stand for the header's own. */
export interface PaxRecords {
  readonly path?: string;
  readonly linkPath?: string;
  readonly size?: number;
  /** GNU's sparse files, `GNU.sparse.*` (gnu.org/software/tar/manual/html_node/PAX-keywords.html). */
  readonly sparse: PaxSparse;
}

export interface PaxSparse {
  readonly major?: string;
  readonly minor?: string;
  readonly name?: string;
  readonly realSize?: number;
  /** Offsets and lengths in turn: from `GNU.sparse.map`, or the `offset` and `numbytes` records of version 0.0. */
  readonly map?: readonly number[];
}

const equals = 0x3d;
const newline = 0x0a;

/** Reads an extended header's `length key=value\n` records; the last of a key holds. Throws where it is damaged. */
export function parsePaxRecords(bytes: Uint8Array): PaxRecords {
  const values = new Map<string, string>();
  const offsets: number[] = [];
  for (let start = 0; start < bytes.length; ) {
    const { key, value, end } = recordAt(bytes, start);
    if (key === 'GNU.sparse.offset' || key === 'GNU.sparse.numbytes') offsets.push(decimal(value));
    else values.set(key, value);
    start = end;
  }
  return toRecords(values, offsets);
}

/** A decimal number of an extended header or sparse map. Throws where it is none. */
export function decimal(text: string): number {
  const value = /^[0-9]{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw damaged(`${JSON.stringify(text.slice(0, 40))} is no number`);
  return value;
}

function recordAt(bytes: Uint8Array, start: number): { key: string; value: string; end: number } {
  let position = start;
  let length = 0;
  for (; position < bytes.length && bytes[position] !== 0x20; position += 1) {
    const digit = (bytes[position] ?? 0) - 0x30;
    if (digit < 0 || digit > 9 || length > bytes.length) throw damaged('a record has no length');
    length = length * 10 + digit;
  }
  const end = start + length;
  if (end > bytes.length || end <= position || bytes[end - 1] !== newline) throw damaged('a record has a wrong length');
  const separator = bytes.indexOf(equals, position + 1);
  if (separator < 0 || separator >= end) throw damaged('a record has no value');
  const key = decodeText(bytes.subarray(position + 1, separator));
  return { key, value: decodeText(bytes.subarray(separator + 1, end - 1)), end };
}

function toRecords(values: ReadonlyMap<string, string>, offsets: readonly number[]): PaxRecords {
  const text = (key: string) => values.get(key) || undefined;
  const number = (key: string) => {
    const value = text(key);
    return value === undefined ? undefined : decimal(value);
  };
  const map = text('GNU.sparse.map')?.split(',').map(decimal) ?? (offsets.length > 0 ? offsets : undefined);
  return withoutUndefined({
    path: text('path'),
    linkPath: text('linkpath'),
    size: number('size'),
    sparse: withoutUndefined({
      major: text('GNU.sparse.major'),
      minor: text('GNU.sparse.minor'),
      name: text('GNU.sparse.name'),
      realSize: number('GNU.sparse.realsize') ?? number('GNU.sparse.size'),
      map,
    }),
  });
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter((entry) => entry[1] !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function damaged(what: string): ImageError {
  return new ImageError('image/layer-malformed', `the tar is damaged: in an extended header, ${what}`);
}
