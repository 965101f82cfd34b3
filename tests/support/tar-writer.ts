/** An entry of a tar that a test makes. Paths are written as they are given, so that hostile ones can be made. */
export interface TarEntry {
  readonly path: string;
  readonly content?: string | Uint8Array;
  /** Permission bits; 0o644 for files, 0o755 for directories, 0o777 for links unless given. */
  readonly mode?: number;
  readonly type?: 'file' | 'symlink' | 'hardlink' | 'directory' | 'fifo' | 'character-device';
  readonly linkTarget?: string;
}

const block = 512;
const typeFlags = {
  file: '0',
  hardlink: '1',
  symlink: '2',
  'character-device': '3',
  directory: '5',
  fifo: '6',
} as const;

/** Writes a tar, the same bytes for the same entries: ustar headers, with GNU long names where a name does not fit. */
export function writeTar(entries: readonly TarEntry[]): Uint8Array {
  const blocks = entries.flatMap(entryBlocks);
  return Buffer.concat([...blocks, Buffer.alloc(2 * block)]);
}

/** Writes one header block with a right checksum; `overrides` are raw fields by their offset, set before it is summed. */
export function tarHeader(
  entry: { readonly name: string; readonly size: number; readonly mode: number; readonly typeFlag: string },
  options: { readonly linkName?: string; readonly overrides?: ReadonlyMap<number, Uint8Array> } = {},
): Uint8Array {
  const header = Buffer.alloc(block);
  header.write(entry.name.slice(0, 100), 0, 'utf8');
  header.write(`${entry.mode.toString(8).padStart(7, '0')}\0`, 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${entry.size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write(entry.typeFlag, 156);
  header.write((options.linkName ?? '').slice(0, 100), 157, 'utf8');
  header.write('ustar\x0000', 257, 'latin1');
  for (const [offset, bytes] of options.overrides ?? []) header.set(bytes, offset);
  return sealTarHeader(header);
}

/** Sets the checksum of a header block and returns it. */
export function sealTarHeader(header: Uint8Array): Uint8Array {
  header.fill(0x20, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.set(Buffer.from(`${sum.toString(8).padStart(6, '0')}\0 `, 'latin1'), 148);
  return header;
}

/** Content filled up to whole blocks. */
export function padToBlock(content: Uint8Array): Uint8Array {
  return Buffer.concat([content, Buffer.alloc((block - (content.length % block)) % block)]);
}

function entryBlocks(entry: TarEntry): readonly Uint8Array[] {
  const type = entry.type ?? 'file';
  const content = type === 'file' ? toBytes(entry.content ?? '') : new Uint8Array();
  const name = type === 'directory' && !entry.path.endsWith('/') ? `${entry.path}/` : entry.path;
  const mode = entry.mode ?? (type === 'directory' ? 0o755 : type === 'symlink' ? 0o777 : 0o644);
  const linkName = entry.linkTarget ?? '';
  const header = tarHeader({ name, size: content.length, mode, typeFlag: typeFlags[type] }, { linkName });
  return [...longName('L', name), ...longName('K', linkName), header, padToBlock(content)];
}

function longName(typeFlag: 'L' | 'K', name: string): readonly Uint8Array[] {
  const bytes = Buffer.from(`${name}\0`);
  if (bytes.length <= 101 && bytes.length === name.length + 1) return [];
  return [tarHeader({ name: '././@LongLink', size: bytes.length, mode: 0, typeFlag }), padToBlock(bytes)];
}

/** Text as UTF-8, bytes as they are. */
export function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content;
}
