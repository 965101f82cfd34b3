import type { Package } from '#core/package.ts';

/** Where the packages of an estate come from: an ecosystem, and for distros a release. */
export interface Origin {
  readonly ecosystem: 'debian' | 'alpine' | 'npm';
  /** As OSV writes it. */
  readonly osv: string;
  readonly distro?: { readonly id: string; readonly release: string };
}

/** Origins of the layers of an estate. */
export const origins = {
  distros: [
    { ecosystem: 'debian', osv: 'Debian:12', distro: { id: 'debian', release: '12' } },
    { ecosystem: 'debian', osv: 'Debian:11', distro: { id: 'debian', release: '11' } },
    { ecosystem: 'alpine', osv: 'Alpine:v3.20', distro: { id: 'alpine', release: 'v3.20' } },
  ],
  language: { ecosystem: 'npm', osv: 'npm' },
} as const satisfies { readonly distros: readonly Origin[]; readonly language: Origin };

/** Versions have numbers below this. */
const versionsAtMost = 1000;
const types = { debian: 'deb', alpine: 'apk', npm: 'npm' } as const;

/** The name of the n-th package of an ecosystem. */
export function nameOf(n: number): string {
  return `package-${n.toString(36).padStart(4, '0')}`;
}

/** The n-th version of any package, rising with n, as the ecosystem writes it. */
export function versionOf(ecosystem: Origin['ecosystem'], n: number): string {
  if (ecosystem === 'debian') return `1.${n}.0-1`;
  return ecosystem === 'alpine' ? `1.${n}.0-r0` : `1.${n}.0`;
}

/** A package that stands nowhere yet, by its origin and the numbers of its name and version. */
export type PackagePool = (origin: Origin, nameNumber: number, versionNumber: number) => Package;

/** Makes each package once, so that all who have it share its texts. */
export function createPackagePool(): PackagePool {
  const pool = new Map<string, Map<number, Package>>();
  return (origin, nameNumber, versionNumber) => {
    const made = pool.get(origin.osv) ?? new Map<number, Package>();
    pool.set(origin.osv, made);
    const number = nameNumber * versionsAtMost + versionNumber;
    const one = made.get(number) ?? estatePackage(origin, nameNumber, versionNumber);
    made.set(number, one);
    return one;
  };
}

/** Every fourth of a distro is one of several built from one source. */
function estatePackage(origin: Origin, nameNumber: number, versionNumber: number): Package {
  const { ecosystem, distro } = origin;
  const [name, version] = [nameOf(nameNumber), versionOf(ecosystem, versionNumber)];
  const type = types[ecosystem];
  const namespace = distro === undefined ? '' : `${distro.id}/`;
  const purl = `pkg:${type}/${namespace}${name}@${version}${distro === undefined ? '' : `?distro=${distro.id}-${distro.release}`}`;
  const source = { name: nameOf(nameNumber - (nameNumber % 4 === 1 ? 1 : 0)), version };
  return {
    id: purl,
    purl,
    type,
    ecosystem,
    name,
    version,
    ...(distro !== undefined && { source, architecture: 'amd64' }),
    licenses: ['MIT'],
    locations: [],
    foundBy: [type],
  };
}
