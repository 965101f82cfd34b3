import type { Artifact } from '#core/artifact-kind.ts';
import { PlimsollError } from '#core/errors.ts';

/** What can go wrong with opening an image; the same codes mark problems that a layer's reading reports. */
export type ImageErrorCode =
  | 'image/reference-invalid'
  | 'image/not-found'
  | 'image/not-an-image'
  | 'image/platform-not-found'
  | 'image/manifest-invalid'
  | 'image/config-invalid'
  | 'image/unsupported-media-type'
  | 'image/schema-1-unsupported'
  | 'image/archive-invalid'
  | 'image/blob-missing'
  | 'image/blob-mismatch'
  | 'image/limit-exceeded'
  | 'image/file-too-large'
  | 'image/layer-truncated'
  | 'image/layer-malformed'
  | 'image/layer-compression-broken';

/** An image that cannot be opened, or bytes of it that cannot be read. */
export class ImageError extends PlimsollError<ImageErrorCode> {
  /** What it is instead of an image, where that is why it cannot be opened. */
  readonly artifact: Artifact | undefined;

  constructor(
    code: ImageErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly retriable?: boolean; readonly artifact?: Artifact } = {},
  ) {
    super(code, message, options);
    this.artifact = options.artifact;
  }
}
