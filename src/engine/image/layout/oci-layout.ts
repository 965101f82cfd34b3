import { createHash } from 'node:crypto';
import { type Descriptor, isIndexMediaType, isManifestMediaType, mediaTypes } from '#core/descriptor.ts';
import { type Digest, digestHex, parseDigest } from '#core/digest.ts';
import { formatImageReference, parseImageReference } from '#core/image-reference.ts';
import type { ImageFiles } from '../files/image-files.ts';
import { readSmallFile } from '../files/read-small-file.ts';
import { ImageError } from '../image-error.ts';
import type { ImageSourceContext, OpenImageSource, RawManifest, ReadOptions } from '../image-source.ts';
import { parseDescriptor } from '../manifest/parse-descriptor.ts';
import { parseJsonObject } from '../manifest/parse-json.ts';

const refName = 'org.opencontainers.image.ref.name';
const containerdName = 'io.containerd.image.name';

/**
 * Opens the image named `tag`, or the only one, of an OCI image layout (OCI image-spec, image-layout.md), wherever its files
 * are. `reference` is how the image was asked for.
 */
export async function openOciLayout(
  files: ImageFiles,
  request: { readonly reference: string; readonly tag?: string | undefined },
  context: ImageSourceContext,
): Promise<OpenImageSource> {
  const { limits } = context;
  const bytes = await readSmallFile(files, 'index.json', { signal: context.signal, maxBytes: limits.maxManifestBytes });
  if (bytes === undefined)
    throw new ImageError('image/not-an-image', `${files.name} is no OCI image layout: it has no index.json`);
  const { root, names } = chooseRoot(bytes, files.name, request.tag);
  return {
    reference: request.reference,
    names,
    manifest: async (digest, options) => {
      if (digest === undefined && 'bytes' in root) return root;
      return await readManifest(files, digest ?? root.digest, { ...options, maxBytes: limits.maxManifestBytes });
    },
    blob: (descriptor, options) => files.stream(blobPath(descriptor.digest), options),
    close: () => files.close(),
  };
}

/** The path is made of a digest's digits only, so it cannot lead elsewhere. */
function blobPath(digest: Digest): string {
  return `blobs/sha256/${digestHex(digest)}`;
}

interface Root {
  readonly root: Descriptor | RawManifest;
  readonly names: readonly string[];
}

/** The manifest that the tag names; where entries are one image for several platforms, `index.json` itself. */
function chooseRoot(bytes: Uint8Array, name: string, tag: string | undefined): Root {
  const body = parseJsonObject(bytes, `index.json of ${name}`);
  const members: unknown = body.manifests;
  const entries = (Array.isArray(members) ? members : []).map((member, index) =>
    parseDescriptor(member, `entry ${index} of index.json of ${name}`),
  );
  const candidates = tag === undefined ? entries.filter(isManifest) : entries.filter((entry) => isNamed(entry, tag));
  const distinct = [...new Map(candidates.map((entry) => [entry.digest, entry])).values()];
  const [only] = distinct;
  const names = [...new Set(candidates.flatMap((entry) => namesOf(entry).slice(-1)))];
  if (only !== undefined && distinct.length === 1) return { root: only, names };
  const isOneImage = distinct.length > 1 && distinct.every((entry) => entry.platform !== undefined);
  if (isOneImage && (tag !== undefined || distinct.every((entry) => namesOf(entry).length === 0))) {
    return { root: indexOver(distinct), names };
  }
  throw notFound(entries, name, tag);
}

function indexOver(manifests: readonly Descriptor[]): RawManifest {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests }));
  const digest = parseDigest(`sha256:${createHash('sha256').update(bytes).digest('hex')}`);
  if (digest === undefined) throw new Error('sha256 gave no digest');
  return { mediaType: mediaTypes.ociIndex, digest, bytes };
}

function isManifest(entry: Descriptor): boolean {
  return isManifestMediaType(entry.mediaType) || isIndexMediaType(entry.mediaType);
}

/** The whole name last. */
function namesOf(entry: Descriptor): readonly string[] {
  return [entry.annotations?.[refName], entry.annotations?.[containerdName]].filter((name) => name !== undefined);
}

/** A tag names an entry by the whole of one of its names, by the name's tag, or by its digest. */
function isNamed(entry: Descriptor, tag: string): boolean {
  if (entry.digest === tag) return true;
  return namesOf(entry).some((name) => {
    if (name === tag) return true;
    const reference = parseImageReference(name);
    if (reference === undefined || name === reference.tag) return false;
    const wanted = parseImageReference(tag);
    return (
      reference.tag === tag ||
      (wanted !== undefined && formatImageReference(wanted) === formatImageReference(reference))
    );
  });
}

function notFound(entries: readonly Descriptor[], name: string, tag: string | undefined): ImageError {
  const names = [...new Set(entries.flatMap(namesOf))];
  const available = names.length === 0 ? 'its images have no names' : `there are ${names.slice(0, 50).join(', ')}`;
  if (tag !== undefined) return new ImageError('image/not-found', `${name} has no image ${tag}: ${available}`);
  if (entries.length === 0) return new ImageError('image/not-found', `${name} holds no image`);
  return new ImageError('image/reference-invalid', `${name} holds several images: put :TAG behind it; ${available}`);
}

async function readManifest(
  files: ImageFiles,
  digest: Digest,
  options: ReadOptions & { readonly maxBytes: number },
): Promise<RawManifest> {
  const bytes = await readSmallFile(files, blobPath(digest), options);
  if (bytes === undefined)
    throw new ImageError('image/blob-missing', `${files.name} does not hold its manifest ${digest}`);
  return { mediaType: '', digest, bytes };
}
