import { stat } from 'node:fs/promises';
import { ImageError } from '../image-error.ts';

/** A path and what follows the colon behind it. */
export interface FileLocation {
  readonly path: string;
  readonly tag?: string;
}

/**
 * Splits `PATH[:TAG]`. Both may hold colons (`a:b.tar`, `registry.example:5000/app:1`): the longest start that exists is the path.
 * Throws `image/not-found` where none does.
 */
export async function splitLocation(location: string): Promise<FileLocation> {
  if (await exists(location)) return { path: location };
  for (let colon = location.lastIndexOf(':'); colon > 0; colon = location.lastIndexOf(':', colon - 1)) {
    const path = location.slice(0, colon);
    if (await exists(path)) return { path, tag: location.slice(colon + 1) };
  }
  const colon = location.indexOf(':');
  throw new ImageError('image/not-found', `there is no ${colon > 0 ? location.slice(0, colon) : location}`);
}

async function exists(path: string): Promise<boolean> {
  if (path === '' || path.includes('\0')) return false;
  return await stat(path).then(
    () => true,
    () => false,
  );
}
