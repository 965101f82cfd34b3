/** A piece of a stream that begins with the end of the piece before. `seen` bytes of it were there already. */
export interface StreamWindow {
  readonly bytes: Buffer;
  /** Where the window begins in the stream. */
  readonly start: number;
  readonly seen: number;
}

/** How much of a window comes again in the next: what is looked for at a seam may be this long. */
export const overlapBytes = 4 * 1024;

/** Cuts a stream into windows that overlap, each valid until the next: they share one buffer. */
export async function* windowsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StreamWindow> {
  let buffer = Buffer.alloc(0);
  let filled = 0;
  let end = 0;
  for await (const chunk of chunks) {
    const seen = Math.min(filled, overlapBytes);
    const before = buffer;
    if (buffer.length < seen + chunk.length) buffer = Buffer.allocUnsafeSlow(overlapBytes + chunk.length);
    before.copy(buffer, 0, filled - seen, filled);
    buffer.set(chunk, seen);
    filled = seen + chunk.length;
    yield { bytes: buffer.subarray(0, filled), start: end - seen, seen };
    end += chunk.length;
  }
}

/** Where in the stream the text stands that ends in the new part of the window: each place comes up once. */
export function* findAll({ bytes, start, seen }: StreamWindow, text: Uint8Array): Generator<number> {
  for (let at = bytes.indexOf(text, Math.max(0, seen - text.length + 1)); at >= 0; at = bytes.indexOf(text, at + 1)) {
    yield start + at;
  }
}
