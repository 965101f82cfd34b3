const pageSize = 4096;
const blockSize = 16;
const slotsInPage = pageSize / 16;

/** Writes an NDB database with one blob for each header, numbered from 1, as rpm's lib/backend/ndb/rpmpkg.c does. */
export function writeNdb(headers: readonly Uint8Array[]): Buffer {
  const slotPages = Math.ceil((headers.length + 2) / slotsInPage);
  const slots = Buffer.alloc(slotPages * pageSize);
  for (let at = 32; at < slots.length; at += 16) slots.write('Slot', at, 'latin1');
  slots.write('RpmP', 0, 'latin1');
  slots.writeUInt32LE(1, 8);
  slots.writeUInt32LE(slotPages, 12);
  slots.writeUInt32LE(headers.length + 1, 16);
  const blobs = headers.map((header, i) => writeBlob(header, i + 1));
  let block = slots.length / blockSize;
  for (const [i, blob] of blobs.entries()) {
    const at = 32 + 16 * i;
    slots.writeUInt32LE(i + 1, at + 4);
    slots.writeUInt32LE(block, at + 8);
    slots.writeUInt32LE(blob.length / blockSize, at + 12);
    block += blob.length / blockSize;
  }
  return Buffer.concat([slots, ...blobs]);
}

function writeBlob(header: Uint8Array, index: number): Buffer {
  const size = Math.ceil((16 + header.length + 12) / blockSize) * blockSize;
  const blob = Buffer.alloc(size);
  blob.write('BlbS', 0, 'latin1');
  blob.writeUInt32LE(index, 4);
  blob.writeUInt32LE(1, 8);
  blob.writeUInt32LE(header.length, 12);
  blob.set(header, 16);
  blob.writeUInt32LE(adler32(blob.subarray(0, size - 12)), size - 12);
  blob.writeUInt32LE(header.length, size - 8);
  blob.write('BlbE', size - 4, 'latin1');
  return blob;
}

/** Adler-32 (RFC 1950). */
function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return high * 65_536 + low;
}
