/** What kind of executable a file is. */
export type ExecutableFormat = 'elf' | 'pe' | 'mach-o' | 'mach-o-fat' | 'wasm';

/** Java class files begin like fat Mach-O files, where these have their number of parts: their versions start at 45. */
const maxFatParts = 40;

/**
 * The kind of executable that a file with these first bytes is (man elf(5); learn.microsoft.com/windows/win32/debug/pe-format;
 * `mach-o/loader.h` and `mach-o/fat.h`; webassembly.github.io/spec/core/binary/modules.html), or undefined.
 */
export function executableFormat(head: Uint8Array): ExecutableFormat | undefined {
  if (head.length < 8) return undefined;
  const magic = ((at(head, 0) << 24) | (at(head, 1) << 16) | (at(head, 2) << 8) | at(head, 3)) >>> 0;
  switch (magic) {
    case 0x7f454c46:
      return 'elf';
    case 0xfeedface:
    case 0xfeedfacf:
    case 0xcefaedfe:
    case 0xcffaedfe:
      return 'mach-o';
    case 0xcafebabe:
    case 0xcafebabf:
      return at(head, 4) === 0 && at(head, 5) === 0 && at(head, 6) === 0 && at(head, 7) < maxFatParts
        ? 'mach-o-fat'
        : undefined;
    case 0x0061736d:
      return 'wasm';
    default:
      return magic >>> 16 === 0x4d5a && head.length >= 64 ? 'pe' : undefined;
  }
}

/** Tells whether the executable is packed by UPX (upx.github.io), which leaves nothing of it to be read. */
export function isPackedByUpx(head: Uint8Array): boolean {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length);
  return text.includes('UPX!', 'latin1') || (text.includes('UPX0', 'latin1') && text.includes('UPX1', 'latin1'));
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
