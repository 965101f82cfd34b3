import { parseDigest } from '#core/digest.ts';
import { asRecords, asString, asStrings, isRecord } from '#core/json.ts';
import type { Location, Package, PackageDetails, PackageOrigin, SourcePackage } from '#core/package.ts';

/** What Plimsoll knew of a package when it wrote a document, of which the format's members give the rest. */
export type OwnFacts = Omit<Package, 'id' | 'purl' | 'type' | 'name' | 'version' | 'licenses'>;

const origins = { 'lock-file': true, sbom: true } as const satisfies Record<PackageOrigin, true>;

/** Reads facts that Plimsoll wrote; anyone may have written them since, so each is checked, and undefined is given where the main one is none. */
export function parseOwnFacts(value: unknown): OwnFacts | undefined {
  if (!isRecord(value) || typeof value.ecosystem !== 'string') return undefined;
  const source = parseSource(value.source);
  const architecture = asString(value.architecture);
  const owner = asString(value.owner);
  const origin = isOrigin(value.origin) ? value.origin : undefined;
  const details = parseDetails(value.details);
  return {
    ecosystem: value.ecosystem,
    ...(source !== undefined && { source }),
    ...(architecture !== undefined && { architecture }),
    locations: asRecords(value.locations).flatMap((one) => parseLocation(one) ?? []),
    ...(owner !== undefined && { owner }),
    foundBy: asStrings(value.foundBy),
    ...(origin !== undefined && { origin }),
    ...(details !== undefined && { details }),
  };
}

function isOrigin(value: unknown): value is PackageOrigin {
  return typeof value === 'string' && Object.hasOwn(origins, value);
}

function parseSource(value: unknown): SourcePackage | undefined {
  if (!isRecord(value)) return undefined;
  const { name, version } = value;
  return typeof name === 'string' && typeof version === 'string' ? { name, version } : undefined;
}

function parseLocation({ path, layer, line }: Readonly<Record<string, unknown>>): Location | undefined {
  const digest = typeof layer === 'string' ? parseDigest(layer) : undefined;
  if (typeof path !== 'string' || digest === undefined) return undefined;
  return { path, layer: digest, ...(typeof line === 'number' && { line }) };
}

/** Kinds have members of their own, all of them plain: those are kept which are, whatever they are called. */
function parseDetails(value: unknown): PackageDetails | undefined {
  if (!isRecord(value) || typeof value.kind !== 'string') return undefined;
  const plain = Object.entries(value).filter(
    ([, member]) => isPlain(member) || (Array.isArray(member) && member.every(isPlain)),
  );
  return Object.fromEntries(plain) as unknown as PackageDetails;
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
