import { createHash } from 'node:crypto';
import type { Digest } from '#core/digest.ts';
import { ImageError } from '../image-error.ts';
import type { ImageSourceContext, OpenImageSource, RawManifest } from '../image-source.ts';
import { type ParsedManifest, parseManifest } from './parse-manifest.ts';

/** Reads what the reference of a source names, or the manifest with that digest below it. Throws an {@link ImageError} where that is none, or not the one asked for. */
export async function readManifest(
  opened: OpenImageSource,
  digest: Digest | undefined,
  context: ImageSourceContext,
): Promise<{ readonly raw: RawManifest; readonly parsed: ParsedManifest }> {
  const raw = await opened.manifest(digest, context);
  const parsed = parseManifest(raw, context.limits);
  const actual = `sha256:${createHash('sha256').update(raw.bytes).digest('hex')}`;
  const expected = digest ?? raw.digest;
  if (actual === expected) return { raw, parsed };
  throw new ImageError('image/blob-mismatch', `manifest ${expected} holds other bytes: their digest is ${actual}`);
}
