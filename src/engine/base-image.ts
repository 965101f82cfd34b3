import { type BaseImage, isBuiltOn } from '#core/base-image.ts';
import { type ImageSourceContext, type OpenImage, openImage } from '#engine/image/index.ts';
import { ScanError } from './scan-error.ts';

/** Asks for the image that another is said to be built on; undefined where none is named. Throws `scan/not-the-base` where it is not. */
export async function openBase(
  image: OpenImage,
  options: ImageSourceContext & { readonly baseReference?: string },
): Promise<BaseImage | undefined> {
  const { baseReference } = options;
  if (baseReference === undefined) return undefined;
  const { identity } = image;
  const base = await openImage(baseReference, { platform: identity.platform, context: options });
  try {
    const { diffIds } = base.identity.config;
    if (!isBuiltOn(identity.config.diffIds, diffIds)) {
      const message = `${identity.reference} is not built on ${baseReference}: its lowest layers are others (the base may have been rebuilt since; name the one that was used, by digest)`;
      throw new ScanError('scan/not-the-base', message);
    }
    return { reference: base.identity.reference, imageId: base.identity.id, layers: diffIds.length };
  } finally {
    await base.close();
  }
}
