import type { ImageOverview } from '../../api/generated/index.ts';
import { uploadedFile } from '../../components/format/uploaded-file.ts';
import type { KnownImage } from '../../components/scan/scan-again.ts';

/** By what an image can be scanned anew: a name with a tag before one by digest, any name in a registry before a file. */
export function knownImage({
  imageId,
  platform,
  names,
}: Pick<ImageOverview, 'imageId' | 'platform' | 'names'>): KnownImage {
  const inRegistries = names.filter(({ repository }) => uploadedFile(repository) === undefined);
  const name = inRegistries.find(({ tags }) => tags.length > 0) ?? inRegistries[0];
  if (name !== undefined) return { imageId, platform, reference: name.reference };
  const fileName = uploadedFile(names[0]?.repository ?? '');
  return { imageId, platform, ...(fileName !== undefined && { fileName }) };
}
