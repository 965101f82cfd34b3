import type { Severity } from '#core/severity.ts';
import { findEcosystem } from '#engine/ecosystems/index.ts';
import { findVersionScheme } from '#engine/versions/index.ts';

/** A package as far as rebuilding goes, with what is known of it. */
export interface RebuildPackage {
  readonly type: string;
  /** Name of the ecosystem plug-in. */
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  /** Of an image: whether layers above the base hold a place of it. */
  readonly standsAbove?: boolean;
  readonly findings: readonly RebuildFinding[];
}

export interface RebuildFinding {
  readonly vulnerabilityId: string;
  readonly severity: Severity;
  readonly knownExploited: boolean;
  readonly exploitable: boolean;
}

/** A finding with the package that it is of. */
export type RebuiltFinding = RebuildFinding & Pick<RebuildPackage, 'type' | 'name'>;

/** What an image would hold, and have, built again on another base. A finding is the same where vulnerability, type and name are. */
export interface Rebuild {
  /** What the image has and the rebuilt one would not. */
  readonly fixes: readonly RebuiltFinding[];
  /** What the rebuilt one would have besides. */
  readonly adds: readonly RebuiltFinding[];
  readonly leaves: readonly RebuiltFinding[];
  /** Findings of packages of which nobody can tell what would become of them. */
  readonly unknown: readonly RebuiltFinding[];
  readonly packages: {
    readonly changed: number;
    readonly added: number;
    readonly removed: number;
    /** Installed above the base from a distro whose release is another one then: they come in other versions. */
    readonly unknown: number;
  };
}

/** An image, the base that it is built on, and another base in that one's place. */
export interface RebuildSubject {
  readonly image: readonly RebuildPackage[];
  readonly base: readonly RebuildPackage[];
  readonly candidate: readonly RebuildPackage[];
  /** Whether both bases are of one distro and release. */
  readonly isSameRelease: boolean;
}

/**
 * Works out an image built again on another base, with what its own layers did done as it was done then: what they installed stays, in
 * the version of the image unless the base has a higher one, and what they removed is removed. What a build would fetch anew is not
 * foretold, so that the rebuilt image may be better than this says.
 */
export function rebuildOnBase({ image, base, candidate, isSameRelease }: RebuildSubject): Rebuild {
  const baseKeys = new Set(base.map(versionKey));
  const inImage = new Set(image.map(nameKey));
  const removed = new Set(base.map(nameKey).filter((key) => !inImage.has(key)));
  const above = image.filter((one) => !baseKeys.has(versionKey(one)) || (one.standsAbove === true && !isSystem(one)));
  const untold = isSameRelease ? [] : above.filter(isSystem);
  const own = isSameRelease ? above : above.filter((one) => !isSystem(one));
  const rebuilt = join(
    candidate.filter((one) => !removed.has(nameKey(one))),
    own,
  );
  const untoldNames = new Set(untold.map(nameKey));
  const before = findingsOf(image.filter((one) => !untoldNames.has(nameKey(one))));
  const after = findingsOf(rebuilt.filter((one) => !untoldNames.has(nameKey(one))));
  return {
    fixes: without(before, after),
    adds: without(after, before),
    leaves: [...before].flatMap(([key, finding]) => (after.has(key) ? [finding] : [])),
    unknown: [...findingsOf(untold).values()],
    packages: { ...packageChanges(image, rebuilt, untoldNames), unknown: untoldNames.size },
  };
}

/** Packages of the base and those of the layers above; of a system package that both have, the higher version. */
function join(base: readonly RebuildPackage[], own: readonly RebuildPackage[]): readonly RebuildPackage[] {
  const ownSystem = Map.groupBy(own.filter(isSystem), nameKey);
  const kept = base.filter((one) => !(ownSystem.get(nameKey(one)) ?? []).some((other) => isHigher(other, one)));
  const keptSystem = new Set(kept.filter(isSystem).map(nameKey));
  return [...kept, ...own.filter((one) => !isSystem(one) || !keptSystem.has(nameKey(one)))];
}

function isHigher(a: RebuildPackage, b: RebuildPackage): boolean {
  const scheme = findVersionScheme(findEcosystem(a.ecosystem)?.versionScheme ?? '');
  const [left, right] = [scheme?.parse(a.version), scheme?.parse(b.version)];
  return scheme !== undefined && left !== undefined && right !== undefined && scheme.compare(left, right) > 0;
}

function packageChanges(
  image: readonly RebuildPackage[],
  rebuilt: readonly RebuildPackage[],
  untold: ReadonlySet<string>,
): Omit<Rebuild['packages'], 'unknown'> {
  const versionsOf = (packages: readonly RebuildPackage[]) => {
    const told = packages.filter((one) => !untold.has(nameKey(one)));
    return new Map(
      [...Map.groupBy(told, nameKey)].map(([key, of]) => [
        key,
        of
          .map(({ version }) => version)
          .sort()
          .join(' '),
      ]),
    );
  };
  const [before, after] = [versionsOf(image), versionsOf(rebuilt)];
  const keys = [...before.keys()];
  return {
    changed: keys.filter((key) => after.has(key) && after.get(key) !== before.get(key)).length,
    added: [...after.keys()].filter((key) => !before.has(key)).length,
    removed: keys.filter((key) => !after.has(key)).length,
  };
}

function findingsOf(packages: readonly RebuildPackage[]): ReadonlyMap<string, RebuiltFinding> {
  const found = packages.flatMap((one) =>
    one.findings.map((finding) => {
      const key = `${nameKey(one)} ${finding.vulnerabilityId}`;
      return [key, { ...finding, type: one.type, name: one.name }] as const;
    }),
  );
  return new Map(found);
}

function without(
  all: ReadonlyMap<string, RebuiltFinding>,
  less: ReadonlyMap<string, RebuiltFinding>,
): readonly RebuiltFinding[] {
  return [...all].flatMap(([key, finding]) => (less.has(key) ? [] : [finding]));
}

/** Whether a distro's package manager installed it, of which there is one of a name. */
function isSystem({ ecosystem }: RebuildPackage): boolean {
  return findEcosystem(ecosystem)?.distro !== undefined;
}

function nameKey({ type, name }: RebuildPackage): string {
  return `${type} ${name}`;
}

function versionKey({ type, name, version }: RebuildPackage): string {
  return `${type} ${name} ${version}`;
}
