import { formatImageReference, parseImageReference } from '#core/image-reference.ts';
import { asString, isRecord } from '#core/json.ts';
import { ImageError } from '../../image-error.ts';
import { parseJson } from '../../manifest/parse-json.ts';

/** An entry of `manifest.json` (github.com/moby/docker-image-spec, v1.2, "Combined Image JSON + Filesystem Changeset Format"). */
export interface SavedImage {
  readonly configPath: string;
  readonly repoTags: readonly string[];
  readonly layerPaths: readonly string[];
}

/** Reads `manifest.json`. Throws `image/manifest-invalid`. */
export function parseSavedImages(bytes: Uint8Array, name: string): readonly SavedImage[] {
  const what = `manifest.json of ${name}`;
  const value = parseJson(bytes, what, 'image/manifest-invalid');
  if (!Array.isArray(value)) throw new ImageError('image/manifest-invalid', `${what} is not a list of images`);
  return value.map((member: unknown) => {
    const configPath = isRecord(member) ? asString(member.Config) : undefined;
    if (!isRecord(member) || configPath === undefined || !isStrings(member.Layers)) {
      throw new ImageError('image/manifest-invalid', `${what} has an image without Config or Layers`);
    }
    return { configPath, repoTags: isStrings(member.RepoTags) ? member.RepoTags : [], layerPaths: member.Layers };
  });
}

/** The image that `tag` names (a whole name, or only its tag), or the only one. */
export function chooseImage(
  images: readonly SavedImage[],
  request: { readonly name: string; readonly tag: string | undefined },
): SavedImage {
  const { name, tag } = request;
  const candidates = tag === undefined ? images : firstMatches(images, tag);
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return only;
  const names = images.flatMap((image) => image.repoTags).slice(0, 50);
  const available = names.length === 0 ? 'its images have no names' : `there are ${names.join(', ')}`;
  if (images.length === 0) throw new ImageError('image/not-found', `${name} holds no image`);
  if (tag !== undefined && only === undefined)
    throw new ImageError('image/not-found', `${name} has no image ${tag}: ${available}`);
  throw new ImageError(
    'image/reference-invalid',
    `${name} holds several images: put the name of one behind it, ${name}:NAME; ${available}`,
  );
}

function firstMatches(images: readonly SavedImage[], tag: string): readonly SavedImage[] {
  const byName = images.filter((image) =>
    image.repoTags.some((repoTag) => repoTag === tag || fullName(repoTag) === fullName(tag)),
  );
  return byName.length > 0
    ? byName
    : images.filter((image) => image.repoTags.some((repoTag) => repoTag.endsWith(`:${tag}`)));
}

function fullName(text: string): string {
  const reference = parseImageReference(text);
  return reference === undefined ? text : formatImageReference(reference);
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((member) => typeof member === 'string');
}
