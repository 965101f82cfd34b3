/** What the bytes ahead are: fields of which every byte is needed, or bytes to pass over. */
type Part = 'magic' | 'descriptor' | 'block' | 'skippable-size';

const zstdMagic = 0xfd2fb528;
const skippableMagic = 0x184d2a50;
const fieldBytes = { magic: 4, descriptor: 1, block: 3, 'skippable-size': 4 } as const;
const dictionaryBytes = [0, 1, 2, 4] as const;
const contentSizeBytes = [0, 2, 4, 8] as const;

/**
 * Makes a cutter of chunks where a zstd frame ends (RFC 8878, 3.1), since Node's decompressor takes the rest of a chunk for garbage; given
 * the next frame in a chunk of its own, it goes on. What is no frame is passed on uncut.
 */
export function createFrameCutter(): (chunk: Uint8Array) => readonly Uint8Array[] {
  const frames = new FrameScanner();
  return (chunk) => {
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < chunk.length; ) {
      const end = at + frames.scan(chunk.subarray(at));
      pieces.push(chunk.subarray(at, end));
      at = end;
    }
    return pieces;
  };
}

/** Follows the frames of a stream by their headers alone. */
class FrameScanner {
  #part: Part = 'magic';
  /** Bytes of the current field read so far, little-endian, and how many they are. */
  #field = 0;
  #fieldLength = 0;
  /** Bytes to pass over before the next field. */
  #pass = 0;
  #endsAfterPass = false;
  #hasChecksum = false;
  #isLost = false;

  /** How much of `chunk` belongs to the current frame: its end, or all of the chunk. */
  scan(chunk: Uint8Array): number {
    if (this.#isLost) return chunk.length;
    for (let position = 0; position < chunk.length; ) {
      if (this.#pass > 0) {
        const step = Math.min(this.#pass, chunk.length - position);
        this.#pass -= step;
        position += step;
      } else {
        this.#field += (chunk[position] ?? 0) * 2 ** (8 * this.#fieldLength);
        this.#fieldLength += 1;
        position += 1;
        if (this.#fieldLength === fieldBytes[this.#part]) this.#takeField();
      }
      if (this.#isLost) return chunk.length;
      if (this.#pass === 0 && this.#endsAfterPass) {
        this.#endsAfterPass = false;
        return position;
      }
    }
    return chunk.length;
  }

  #takeField(): void {
    const value = this.#field;
    this.#field = 0;
    this.#fieldLength = 0;
    switch (this.#part) {
      case 'magic':
        if (value === zstdMagic) this.#part = 'descriptor';
        else if (value - (value % 16) === skippableMagic) this.#part = 'skippable-size';
        else this.#isLost = true;
        break;
      case 'skippable-size':
        this.#endFrameAfter(value);
        break;
      case 'descriptor':
        this.#takeDescriptor(value);
        break;
      case 'block':
        this.#takeBlock(value);
        break;
    }
  }

  #takeDescriptor(value: number): void {
    const isSingleSegment = (value & 0x20) !== 0;
    const sizeFlag = value >> 6;
    const sizeBytes = sizeFlag === 0 && isSingleSegment ? 1 : (contentSizeBytes[sizeFlag] ?? 0);
    this.#hasChecksum = (value & 0x04) !== 0;
    this.#pass = (isSingleSegment ? 0 : 1) + (dictionaryBytes[value & 3] ?? 0) + sizeBytes;
    this.#part = 'block';
  }

  #takeBlock(value: number): void {
    const isLast = (value & 1) === 1;
    const type = (value >> 1) & 3;
    const bytes = type === 1 ? 1 : value >> 3;
    if (type === 3) this.#isLost = true;
    else if (isLast) this.#endFrameAfter(bytes + (this.#hasChecksum ? 4 : 0));
    else this.#pass = bytes;
  }

  #endFrameAfter(bytes: number): void {
    this.#pass = bytes;
    this.#part = 'magic';
    this.#endsAfterPass = true;
  }
}
