import { type Digest, parseDigest } from '#core/digest.ts';
import type { RegistryErrorCode } from './registry-error.ts';

/** When things happened, as far as the registry tells. */
export interface ListedTimes {
  /** When it was pushed last: for age, this beats the creation time that the image claims. */
  readonly pushedAt?: Date;
  readonly lastPulledAt?: Date;
}

/** A repository of a listing. */
export interface ListedRepository extends ListedTimes {
  readonly name: string;
  /** Where it is, if not on the host of the registry that was listed. */
  readonly host?: string;
}

/** A tag of a listing, with what the registry told of it without being asked for its manifest. */
export interface ListedTag extends ListedTimes {
  readonly name: string;
  /** Digest of the manifest or index that it names. */
  readonly digest?: Digest;
  /** Bytes as stored, of all layers together. */
  readonly size?: number;
  readonly mediaType?: string;
  /** When the image was built, by its own word. */
  readonly createdAt?: Date;
}

/** Something that a listing leaves out: what it is, and why. */
export interface ListingProblem {
  readonly code: RegistryErrorCode;
  /** Where it is, if not on the host of the registry that was listed. */
  readonly host?: string;
  /** The repository, project or account that could not be listed; the whole registry where there is none. */
  readonly subject?: string;
  readonly message: string;
}

/** Images whose builder sets no time claim 1970, and some APIs say 0001 for never: nothing before this is a time. */
const firstTime = Date.UTC(1971, 0, 1);
const lastTime = Date.UTC(9999, 0, 1);

/** Reads a time from JSON, RFC 3339 text or milliseconds since 1970; undefined where it is none or stands for "never". */
function listedTime(value: unknown): Date | undefined {
  const time = typeof value === 'string' && value.length <= 64 ? timeOf(value) : value;
  if (typeof time !== 'number' || !(time >= firstTime && time <= lastTime)) return undefined;
  return new Date(time);
}

/** Reads a number of bytes from JSON, a number or digits; undefined where it is none, or 0, which stands for "not known". */
function listedSize(value: unknown): number | undefined {
  const size = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof size === 'number' && Number.isSafeInteger(size) && size > 0 ? size : undefined;
}

function timeOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Date.parse(text);
}

/** Makes a tag of what a vendor's JSON says; undefined where the name is none. */
export function listedTag(
  name: unknown,
  facts: Readonly<Partial<Record<Exclude<keyof ListedTag, 'name'>, unknown>>>,
): ListedTag | undefined {
  if (typeof name !== 'string') return undefined;
  const digest = typeof facts.digest === 'string' ? parseDigest(facts.digest) : undefined;
  const size = listedSize(facts.size);
  const createdAt = listedTime(facts.createdAt);
  const { mediaType } = facts;
  return {
    name,
    ...(digest !== undefined && { digest }),
    ...(size !== undefined && { size }),
    ...(typeof mediaType === 'string' && mediaType !== '' && { mediaType }),
    ...(createdAt !== undefined && { createdAt }),
    ...timesOf(facts),
  };
}

/** Makes a repository of what a vendor's JSON says, its name below `prefix`; undefined where the name is none. */
export function listedRepository(
  name: unknown,
  times: Readonly<Partial<Record<keyof ListedTimes, unknown>>> = {},
  prefix = '',
): ListedRepository | undefined {
  return typeof name === 'string' ? { name: `${prefix}${name}`, ...timesOf(times) } : undefined;
}

/** Leaves out what is undefined. */
export function present<Item>(items: readonly (Item | undefined)[]): readonly Item[] {
  return items.filter((item) => item !== undefined);
}

function timesOf(times: Readonly<Partial<Record<keyof ListedTimes, unknown>>>): ListedTimes {
  const pushedAt = listedTime(times.pushedAt);
  const lastPulledAt = listedTime(times.lastPulledAt);
  return { ...(pushedAt !== undefined && { pushedAt }), ...(lastPulledAt !== undefined && { lastPulledAt }) };
}
