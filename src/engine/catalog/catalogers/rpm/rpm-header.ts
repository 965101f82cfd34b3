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
  sourceRpm: 1044,
  modularityLabel: 5096,
} as const;

/** The tags of one package. A tag that is absent, of another type or out of bounds is undefined. */
export interface RpmHeader {
  text(tag: number): string | undefined;
  number(tag: number): number | undefined;
}

const entrySize = 16;
const introSize = 8;
const int32Type = 4;
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
  };
}

const wantedTags: ReadonlySet<number> = new Set(Object.values(rpmTag));
const decoder = new TextDecoder();

function textAt(bytes: Uint8Array, start: number, end: number): string | undefined {
  const most = bytes.subarray(start, Math.min(end, start + maxTextBytes));
  const length = most.indexOf(0);
  return length < 0 ? undefined : decoder.decode(most.subarray(0, length));
}
