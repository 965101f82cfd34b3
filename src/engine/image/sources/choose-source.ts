import { ImageError } from '../image-error.ts';
import type { ImageSource } from '../image-source.ts';

/** Finds the source whose scheme a reference starts with, else the one that has no scheme, and what is left of the reference. */
export function chooseSource(
  reference: string,
  sources: readonly ImageSource[],
): { readonly source: ImageSource; readonly location: string } {
  const named = sources.find((source) => source.scheme !== undefined && reference.startsWith(`${source.scheme}:`));
  if (named?.scheme !== undefined) return { source: named, location: reference.slice(named.scheme.length + 1) };
  const source = sources.find((candidate) => candidate.scheme === undefined);
  if (source === undefined) {
    throw new ImageError('image/reference-invalid', `${reference} names no place that images are read from`);
  }
  return { source, location: reference };
}
