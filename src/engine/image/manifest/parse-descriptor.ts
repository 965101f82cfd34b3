import type { Descriptor } from '#core/descriptor.ts';
import { parseDigest } from '#core/digest.ts';
import { asString, isRecord } from '#core/json.ts';
import type { Platform } from '#core/platform.ts';
import { ImageError } from '../image-error.ts';
import { platformWord } from './platform-word.ts';

/** Reads a descriptor (OCI image-spec, descriptor.md). Throws `image/manifest-invalid`, naming `what`. */
export function parseDescriptor(value: unknown, what: string): Descriptor {
  if (!isRecord(value)) throw new ImageError('image/manifest-invalid', `${what} is not a descriptor`);
  const digestText = asString(value.digest) ?? '';
  const digest = parseDigest(digestText);
  if (digest === undefined) {
    const shown = JSON.stringify(digestText.slice(0, 100));
    throw new ImageError('image/manifest-invalid', `${what} has the digest ${shown}, which is no sha256 digest`);
  }
  const { size } = value;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
    throw new ImageError('image/manifest-invalid', `${what} has no valid size`);
  }
  const platform = parseDescriptorPlatform(value.platform);
  const annotations = parseStrings(value.annotations);
  const artifactType = asString(value.artifactType);
  return {
    mediaType: asString(value.mediaType) ?? '',
    digest,
    size,
    ...(platform !== undefined && { platform }),
    ...(annotations !== undefined && { annotations }),
    ...(artifactType !== undefined && artifactType !== '' && { artifactType }),
  };
}

/** The string members of an object; undefined where it is none. */
export function parseStrings(value: unknown): Readonly<Record<string, string>> | undefined {
  if (!isRecord(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function parseDescriptorPlatform(value: unknown): Platform | undefined {
  if (!isRecord(value)) return undefined;
  const os = platformWord(value.os);
  const architecture = platformWord(value.architecture);
  const variant = platformWord(value.variant);
  const osVersion = platformWord(value['os.version']);
  if (os === undefined || architecture === undefined) return undefined;
  return {
    os,
    architecture,
    ...(variant !== undefined && variant !== '' && { variant }),
    ...(osVersion !== undefined && osVersion !== '' && { osVersion }),
  };
}
