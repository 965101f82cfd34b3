import type { SourcePackage } from '#core/package.ts';
import type { RpmPackage } from './rpm-package.ts';

const suffixes = ['.src.rpm', '.nosrc.rpm'];

/**
 * The source package, from the file name `name-version-release.src.rpm`, read from the right because names have dashes. The
 * name says no epoch: where version and release are those of the package, its epoch is theirs too (rpmbuild gives it on to
 * what is built from one source); where they differ, the epoch is not known and none is given.
 */
export function sourceOf(one: RpmPackage): SourcePackage | undefined {
  const suffix = suffixes.find((candidate) => one.sourceRpm?.endsWith(candidate));
  const stem = suffix === undefined ? '' : (one.sourceRpm ?? '').slice(0, -suffix.length);
  const releaseDash = stem.lastIndexOf('-');
  const versionDash = stem.lastIndexOf('-', releaseDash - 1);
  if (releaseDash < 0 || versionDash < 1) return undefined;
  const version = stem.slice(versionDash + 1);
  const isSame = version === `${one.version}-${one.release}`;
  return { name: stem.slice(0, versionDash), version: isSame ? versionText(one) : version };
}

/** `[epoch:]version-release`; an epoch of 0 is left out, as advisories do. */
export function versionText({ epoch, version, release }: RpmPackage): string {
  return `${epoch === undefined || epoch === 0 ? '' : `${epoch}:`}${version}-${release}`;
}
