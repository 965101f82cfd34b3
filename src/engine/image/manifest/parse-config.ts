import { parseDigest } from '#core/digest.ts';
import type { HistoryEntry, ImageConfig } from '#core/image.ts';
import { asRecords, asString, asStrings, isRecord } from '#core/json.ts';
import type { Platform } from '#core/platform.ts';
import { ImageError } from '../image-error.ts';
import { parseStrings } from './parse-descriptor.ts';
import { parseJsonObject } from './parse-json.ts';
import { platformWord } from './platform-word.ts';

/**
 * Reads the used members of an image configuration (OCI image-spec, config.md). `fallback` is the platform for old
 * configurations that name none. Throws `image/config-invalid` where the layers' digests are missing.
 */
export function parseConfig(bytes: Uint8Array, what: string, fallback: Platform | undefined): ImageConfig {
  const body = parseJsonObject(bytes, what, 'image/config-invalid');
  const settings = isRecord(body.config) ? body.config : {};
  const created = asString(body.created);
  const author = asString(body.author);
  const user = asString(settings.User);
  return {
    platform: parsePlatformMembers(body, fallback),
    ...(created !== undefined && { created }),
    ...(author !== undefined && author !== '' && { author }),
    diffIds: parseDiffIds(body.rootfs, what),
    history: asRecords(body.history).map(parseHistoryEntry),
    labels: parseStrings(settings.Labels) ?? {},
    ...(user !== undefined && user !== '' && { user }),
    env: asStrings(settings.Env),
    exposedPorts: isRecord(settings.ExposedPorts) ? Object.keys(settings.ExposedPorts) : [],
  };
}

function parsePlatformMembers(body: Readonly<Record<string, unknown>>, fallback: Platform | undefined): Platform {
  const os = platformWord(body.os) || fallback?.os || 'unknown';
  const architecture = platformWord(body.architecture) || fallback?.architecture || 'unknown';
  // The variant of another processor would make a platform that is none.
  const same = fallback?.os === os && fallback.architecture === architecture ? fallback : undefined;
  const variant = platformWord(body.variant) || same?.variant;
  const osVersion = platformWord(body['os.version']) || same?.osVersion;
  return { os, architecture, ...(variant !== undefined && { variant }), ...(osVersion !== undefined && { osVersion }) };
}

function parseDiffIds(rootfs: unknown, what: string): ImageConfig['diffIds'] {
  const members: unknown = isRecord(rootfs) ? rootfs.diff_ids : undefined;
  if (!Array.isArray(members))
    throw new ImageError('image/config-invalid', `${what} does not list its layers (rootfs.diff_ids)`);
  return members.map((member: unknown) => {
    const digest = typeof member === 'string' ? parseDigest(member) : undefined;
    if (digest === undefined)
      throw new ImageError('image/config-invalid', `${what} has a diff_id that is no sha256 digest`);
    return digest;
  });
}

function parseHistoryEntry(entry: Readonly<Record<string, unknown>>): HistoryEntry {
  const created = asString(entry.created);
  const createdBy = asString(entry.created_by);
  const comment = asString(entry.comment);
  return {
    ...(created !== undefined && { created }),
    ...(createdBy !== undefined && { createdBy }),
    ...(comment !== undefined && { comment }),
    emptyLayer: entry.empty_layer === true,
  };
}
