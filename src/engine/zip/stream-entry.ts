import type { ForwardBytes } from './forward-bytes.ts';
import { inflateForward } from './inflate-forward.ts';
import { asBuffer } from './zip-bytes.ts';
import { flags, inZip64, methods, withZip64 } from './zip-entry.ts';
import { ZipError } from './zip-error.ts';

/** An entry met while an archive streams by: what its local header says, which its directory has yet to confirm. */
export interface StreamedEntry {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  /** Undefined where the header leaves it to a descriptor behind the entry. */
  readonly packedSize: number | undefined;
  readonly size: number | undefined;
  /** Where its local header lies, from the first byte of the file. */
  readonly offset: number;
}

const headerBytes = 30;

/** Takes the local header at the next byte; undefined where it breaks off. Its signature must have been seen. */
export async function takeLocalHeader(bytes: ForwardBytes): Promise<StreamedEntry | undefined> {
  const offset = bytes.position;
  if (!(await bytes.need(headerBytes))) return undefined;
  const fixed = asBuffer(bytes.window);
  const nameEnd = headerBytes + fixed.readUInt16LE(26);
  const end = nameEnd + fixed.readUInt16LE(28);
  if (!(await bytes.need(end))) return undefined;
  const header = asBuffer(bytes.take(end));
  const bits = header.readUInt16LE(6);
  const said = { packedSize: header.readUInt32LE(18), size: header.readUInt32LE(22), offset: 0 };
  const isLater = (bits & flags.descriptor) !== 0 && said.packedSize === 0;
  const numbers = withZip64(said, header.subarray(nameEnd, end));
  const isKnown = !isLater && numbers.packedSize !== inZip64;
  return {
    name: header.toString('utf8', headerBytes, nameEnd),
    method: header.readUInt16LE(8),
    isEncrypted: (bits & flags.encrypted) !== 0,
    packedSize: isKnown && Number.isSafeInteger(numbers.packedSize) ? numbers.packedSize : undefined,
    size: isKnown ? numbers.size : undefined,
    offset,
  };
}

/** The content of the entry whose header was taken last, unpacked; throws a {@link ZipError} where it cannot be. */
export async function* entryContent(bytes: ForwardBytes, entry: StreamedEntry): AsyncGenerator<Uint8Array> {
  if (entry.isEncrypted) throw new ZipError('zip/unsupported', 'it is encrypted');
  if (entry.method !== methods.stored) {
    yield* inflateForward(bytes, entry.method);
  } else if (entry.packedSize === undefined) {
    throw new ZipError('zip/unsupported', 'where it ends is only said behind it, which for stored bytes tells nothing');
  } else {
    yield* plainBytes(bytes, entry.packedSize);
  }
}

async function* plainBytes(bytes: ForwardBytes, count: number): AsyncGenerator<Uint8Array> {
  for (let left = count; left > 0; ) {
    if (!(await bytes.need(1))) throw new ZipError('zip/truncated', 'it breaks off');
    const piece = bytes.take(Math.min(left, bytes.window.length));
    left -= piece.length;
    yield piece;
  }
}
