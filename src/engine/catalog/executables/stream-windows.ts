/** A piece of a stream that begins with the end of the piece before. `seen` bytes of it were there already. */
export interface StreamWindow {
  readonly bytes: Buffer;
  /** Where the window begins in the stream. */
  readonly start: number;
  readonly seen: number;
}

/** How much of a window comes again in the next: what is looked for at a seam may be this long. */
export const overlapBytes = 4 * 1024;

/** Cuts a stream into windows that overlap, each valid until the next. */
export async function* windowsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StreamWindow> {
  let tail: Uint8Array = new Uint8Array();
  let end = 0;
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([tail, chunk]);
    yield { bytes, start: end - tail.length, seen: tail.length };
    end += chunk.length;
    tail = bytes.subarray(Math.max(0, bytes.length - overlapBytes));
  }
}

/** Where in the stream the text stands that ends in the new part of the window: each place comes up once. */
export function* findAll({ bytes, start, seen }: StreamWindow, text: Uint8Array): Generator<number> {
  for (let at = bytes.indexOf(text, Math.max(0, seen - text.length + 1)); at >= 0; at = bytes.indexOf(text, at + 1)) {
    yield start + at;
  }
}
