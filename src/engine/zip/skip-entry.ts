import type { ForwardBytes } from './forward-bytes.ts';
import { asBuffer } from './zip-bytes.ts';
import { signatures } from './zip-entry.ts';

/** Bytes kept at hand before and behind a place that may be the end of an entry: a descriptor with Zip64 sizes and the next signature. */
const before = 24;
const behind = 28;

/**
 * Passes over an entry whose packed size is not known, without unpacking it: looks for the place where a descriptor (PKWARE
 * APPNOTE 6.3.10, section 4.3.9; its own signature is optional) says exactly the distance from `start`, where the
 * entry's content begins. That it was the right one, the directory confirms. False where there is none up to the end.
 */
export async function skipToDescriptor(bytes: ForwardBytes, start: number): Promise<boolean> {
  let kept = 0;
  for (;;) {
    const isMore = await bytes.need(kept + behind + 1);
    const window = asBuffer(bytes.window);
    const last = isMore ? window.length - behind : window.length;
    for (
      let at = window.indexOf('PK', kept, 'latin1');
      at >= 0 && at < last;
      at = window.indexOf('PK', at + 1, 'latin1')
    ) {
      const end = entryEnd(window, at, bytes.position + at - start);
      if (end === undefined) continue;
      bytes.take(end);
      return true;
    }
    if (!isMore) return false;
    kept = Math.min(before, last);
    bytes.take(last - kept);
  }
}

/** Where the next record begins if an entry ends at or before the letters `PK` at `at`, `distance` bytes from its start. */
function entryEnd(window: Buffer, at: number, distance: number): number | undefined {
  const signature = uint32(window, at);
  if (signature === signatures.descriptor) {
    if (uint32(window, at + 8) === distance && isRecord(window, at + 16)) return at + 16;
    return uint64(window, at + 8) === distance && isRecord(window, at + 24) ? at + 24 : undefined;
  }
  if (!isRecord(window, at)) return undefined;
  const isBare = distance >= 12 && uint32(window, at - 8) === distance - 12;
  const isBare64 = distance >= 20 && uint64(window, at - 16) === distance - 20;
  return isBare || isBare64 ? at : undefined;
}

function isRecord(window: Buffer, at: number): boolean {
  const signature = uint32(window, at);
  return (
    signature === signatures.localHeader || signature === signatures.directoryEntry || signature === signatures.end64
  );
}

function uint32(window: Buffer, at: number): number | undefined {
  return at < 0 || at + 4 > window.length ? undefined : window.readUInt32LE(at);
}

function uint64(window: Buffer, at: number): number | undefined {
  return at < 0 || at + 8 > window.length ? undefined : Number(window.readBigUInt64LE(at));
}
