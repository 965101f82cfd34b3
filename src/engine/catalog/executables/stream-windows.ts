/** A piece of a stream that begins with the end of the piece before. `seen` bytes of it were there already. */
export interface StreamWindow {
  readonly bytes: Buffer;
  /** Where the window begins in the stream. */
  readonly start: number;
  readonly seen: number;
}

/** How much of a window comes again in the next: what is looked for at a seam may be this long. */
export const overlapBytes = 4 * 1024;

/**
 * Cuts a stream of `size` bytes into windows that overlap, each valid until the next. The first is the first chunk itself, which is all of a program that
 * is held; those behind it share one buffer.
 */
export async function* windowsOf(chunks: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<StreamWindow> {
  /** Begins with the last `seen` bytes of the window before. */
  let buffer = Buffer.alloc(0);
  let seen = 0;
  let end = 0;
  for await (const chunk of chunks) {
    if (end > 0) {
      if (buffer.length < seen + chunk.length) buffer = Buffer.concat([buffer], overlapBytes + chunk.length);
      buffer.set(chunk, seen);
    }
    const bytes = end === 0 ? asBuffer(chunk) : buffer.subarray(0, seen + chunk.length);
    yield { bytes, start: end - seen, seen };
    end += chunk.length;
    if (end >= size) continue;
    seen = Math.min(bytes.length, overlapBytes);
    if (buffer.length < seen) buffer = Buffer.allocUnsafeSlow(overlapBytes);
    bytes.copy(buffer, 0, bytes.length - seen);
  }
}

/** Where in the stream the text stands that ends in the new part of the window: each place comes up once. */
export function* findAll({ bytes, start, seen }: StreamWindow, text: Uint8Array): Generator<number> {
  for (let at = bytes.indexOf(text, Math.max(0, seen - text.length + 1)); at >= 0; at = bytes.indexOf(text, at + 1)) {
    yield start + at;
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
