import { type Package, standsAlone } from '#core/package.ts';
import type { Ecosystem } from '#engine/ecosystems/index.ts';

/** A program that upgrades packages of a distro, and the name of the package that it comes in. */
interface PackageManager {
  readonly purlType: string;
  readonly packageName: string;
  command(wanted: readonly WantedPackage[]): string;
}

/** A package with the version that it is to have at least. */
interface WantedPackage {
  readonly name: string;
  readonly to: string;
}

const namesOf = (wanted: readonly WantedPackage[]) => wanted.map(({ name }) => name).join(' ');

/** The first that an image holds is taken. None of Arch's: it supports no upgrade of a part of the system. */
const packageManagers: readonly PackageManager[] = [
  {
    purlType: 'deb',
    packageName: 'apt',
    command: (wanted) => `apt-get update && apt-get install --only-upgrade -y ${namesOf(wanted)}`,
  },
  {
    purlType: 'apk',
    packageName: 'apk-tools',
    command: (wanted) => `apk add --no-cache ${wanted.map(({ name, to }) => `'${name}>=${to}'`).join(' ')}`,
  },
  ...(['dnf5', 'dnf', 'microdnf', 'yum', 'tdnf'] as const).map((packageName) => ({
    purlType: 'rpm',
    packageName,
    command: (wanted: readonly WantedPackage[]) => `${packageName} update -y ${namesOf(wanted)}`,
  })),
  {
    purlType: 'rpm',
    packageName: 'zypper',
    command: (wanted) => `zypper --non-interactive update ${namesOf(wanted)}`,
  },
];

/** What is to be upgraded: packages that go together, all of one ecosystem. */
export interface UpgradeTarget {
  readonly ecosystem: Ecosystem;
  readonly packages: readonly Package[];
  readonly to: string;
  /** What must be subscribed to. */
  readonly channel?: string;
}

/**
 * The command that does an upgrade in the build of an image, for a shell; undefined where the image has no package manager that could
 * (it is then built anew on other packages), where none is sure to give the version, or where a name is not safe to give to a shell.
 */
export function upgradeCommand(target: UpgradeTarget, installed: readonly Package[]): string | undefined {
  if (target.ecosystem.distro !== undefined) return systemCommand([target], installed);
  const [one] = target.packages;
  if (one === undefined || !isPossible(target)) return undefined;
  return target.ecosystem.upgradeCommand?.({ name: one.name, from: one.version, to: target.to });
}

/** One command for all of some upgrades that are the distro's and possible; undefined where there is none. */
export function systemCommand(targets: readonly UpgradeTarget[], installed: readonly Package[]): string | undefined {
  const possible = targets.filter((target) => target.ecosystem.distro !== undefined && isPossible(target));
  const wanted = new Map(
    possible.flatMap(({ packages, to }) => packages.map(({ name }) => [name, { name, to }] as const)),
  );
  const purlType = possible[0]?.ecosystem.purlType;
  if (purlType === undefined) return undefined;
  const held = new Set(installed.flatMap(({ type, name }) => (type === purlType ? [name] : [])));
  const manager = packageManagers.find((one) => one.purlType === purlType && held.has(one.packageName));
  return manager?.command([...wanted.values()].sort((a, b) => (a.name < b.name ? -1 : 1)));
}

function isPossible({ packages, to, channel }: UpgradeTarget): boolean {
  const isInstalled = packages.every((one) => one.origin === undefined && one.owner === undefined && !standsAlone(one));
  return channel === undefined && isInstalled && packages.every((one) => [one.name, one.version, to].every(isSafe));
}

/** Of letters, digits and signs that no shell heeds, and no option. */
function isSafe(text: string): boolean {
  return /^@?[\w.][\w.+~:/@-]{0,250}$/.test(text);
}
