import { maxHeaderTags, maxTextBytes } from './limits.ts';

/** Tags of rpm's headers that are read (rpm.org, "RPM tags"). */
export const rpmTag = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  vendor: 1011,
  license: 1014,
  arch: 1022,
  fileStates: 1029,
  fileModes: 1030,
  fileFlags: 1037,
  sourceRpm: 1044,
  dirIndexes: 1116,
  baseNames: 1117,
  dirNames: 1118,
  modularityLabel: 5096,
} as const;

/** The tags of one package. A tag that is absent, of another type or out of bounds is undefined. */
export interface RpmHeader {
  text(tag: number): string | undefined;
  number(tag: number): number | undefined;
  texts(tag: number): readonly string[] | undefined;
  numbers(tag: number): readonly number[] | undefined;
}

const entrySize = 16;
const introSize = 8;
const int32Type = 4;
/** Bytes of each kind of number: character, and integers of 8, 16 and 32 bits. */
const numberWidths: ReadonlyMap<number, 1 | 2 | 4> = new Map([
  [1, 1],
  [2, 1],
  [3, 2],
  [int32Type, 4],
]);
const textArrayType = 8;
const textTypes: readonly number[] = [6, 8, 9]; // string, array of strings, translated string: the first is wanted

/**
 * Reads a header as databases store it: two counts, an index of 16-byte entries and a store of data, all big-endian, without
 * the magic of package files (rpm.org, "RPM V4 package format", "Header"). Undefined where its sizes cannot be.
 */
export function parseRpmHeader(bytes: Uint8Array): RpmHeader | undefined {
  if (bytes.length < introSize) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(0);
  const store = introSize + count * entrySize;
  const end = store + view.getUint32(4);
  if (count === 0 || count > maxHeaderTags || end > bytes.length) return undefined;
  // Entries that were added to the original header come after it, and hold.
  const entryOf = new Map<number, number>();
  for (let at = introSize; at < store; at += entrySize) {
    const tag = view.getUint32(at);
    if (wantedTags.has(tag)) entryOf.set(tag, at);
  }
  return {
    text: (tag) => {
      const at = entryOf.get(tag);
      if (at === undefined || !textTypes.includes(view.getUint32(at + 4))) return undefined;
      return textAt(bytes, store + view.getUint32(at + 8), end);
    },
    number: (tag) => {
      const at = entryOf.get(tag);
      if (at === undefined || view.getUint32(at + 4) !== int32Type || view.getUint32(at + 12) === 0) return undefined;
      const start = store + view.getUint32(at + 8);
      return start + 4 > end ? undefined : view.getUint32(start);
    },
    texts: (tag) => {
      const at = entryOf.get(tag);
      if (at === undefined || view.getUint32(at + 4) !== textArrayType) return undefined;
      return textsAt(bytes.subarray(0, end), store + view.getUint32(at + 8), view.getUint32(at + 12));
    },
    numbers: (tag) => {
      const at = entryOf.get(tag);
      const width = at === undefined ? undefined : numberWidths.get(view.getUint32(at + 4));
      if (at === undefined || width === undefined) return undefined;
      const start = store + view.getUint32(at + 8);
      const length = view.getUint32(at + 12);
      return start + length * width > end ? undefined : numbersAt(view, { start, length, width });
    },
  };
}

const wantedTags: ReadonlySet<number> = new Set(Object.values(rpmTag));
const decoder = new TextDecoder();

function textAt(bytes: Uint8Array, start: number, end: number): string | undefined {
  const most = bytes.subarray(start, Math.min(end, start + maxTextBytes));
  const length = most.indexOf(0);
  return length < 0 ? undefined : decoder.decode(most.subarray(0, length));
}

/** Texts one after the other, each ended by a NUL; undefined where there are fewer than `count`. */
function textsAt(bytes: Uint8Array, start: number, count: number): readonly string[] | undefined {
  if (count > bytes.length - start) return undefined;
  let stop = start;
  for (let found = 0; found < count; found += 1) {
    const nul = bytes.indexOf(0, stop);
    if (nul < 0) return undefined;
    stop = nul + 1;
  }
  return count === 0 ? [] : decoder.decode(bytes.subarray(start, stop - 1)).split('\0');
}

function numbersAt(
  view: DataView,
  { start, length, width }: { readonly start: number; readonly length: number; readonly width: 1 | 2 | 4 },
): readonly number[] {
  const readAt = (at: number): number => {
    if (width === 1) return view.getUint8(at);
    return width === 2 ? view.getUint16(at) : view.getUint32(at);
  };
  return Array.from({ length }, (_, index) => readAt(start + index * width));
}
