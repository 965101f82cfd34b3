export type Compression = 'gzip' | 'zstd' | 'none' | 'xz' | 'bzip2';

/** How many bytes `detectCompression` wants to see. */
export const magicBytes = 6;

/**
 * Tells how bytes are compressed from their first bytes; media types are often wrong. `none` is whatever is not known.
 * gzip: RFC 1952; zstd and its skippable frames: RFC 8878; xz and bzip2 only to name them.
 */
export function detectCompression(start: Uint8Array): Compression {
  const [a, b, c, d] = start;
  if (a === 0x1f && b === 0x8b) return 'gzip';
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd';
  if (a !== undefined && (a & 0xf0) === 0x50 && b === 0x2a && c === 0x4d && d === 0x18) return 'zstd';
  if (a === 0xfd && b === 0x37 && c === 0x7a && d === 0x58) return 'xz';
  if (a === 0x42 && b === 0x5a && c === 0x68 && d !== undefined && d >= 0x31 && d <= 0x39) return 'bzip2';
  return 'none';
}
