import { ImageError } from '../image-error.ts';
import type { ReadOptions } from '../image-source.ts';
import type { ImageFiles } from './image-files.ts';

/** Reads a file whole, or returns undefined where there is none. Throws `image/limit-exceeded` past `maxBytes`. */
export async function readSmallFile(
  files: ImageFiles,
  path: string,
  options: ReadOptions & { readonly maxBytes: number },
): Promise<Uint8Array | undefined> {
  const size = await files.sizeOf(path);
  if (size === undefined) return undefined;
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of files.stream(path, options)) {
    length += chunk.length;
    if (length > options.maxBytes) break;
    pieces.push(Uint8Array.from(chunk));
  }
  if (length <= options.maxBytes) return Buffer.concat(pieces);
  throw new ImageError('image/limit-exceeded', `${path} of ${files.name} is larger than ${options.maxBytes} bytes`);
}
