import type { Distro } from '#core/distro.ts';
import { leadingVersion } from '../releases.ts';

const extendedContentSet = /(?:^|[-_])(?:eus|aus|tus|e4s)(?:[-_]|$)/;
const extendedCpe = /^cpe:\/[oa]:redhat:rhel_(?:eus|aus|tus|e4s|els):(\d{1,3}\.\d{1,3})(?:[:_]|$)/;

/**
 * The minor release (`9.2`) whose extended updates an image takes (EUS, AUS, TUS, E4S; access.redhat.com/articles/rhel-eus), by the
 * repositories or the product that its build names.
 */
export function extendedReleaseOf(distro: Distro): string | undefined {
  const { contentSets = [], cpes = [] } = distro.redHatBuild ?? {};
  const named = cpes.flatMap((cpe) => extendedCpe.exec(cpe)?.[1] ?? [])[0];
  if (named !== undefined) return named;
  return contentSets.some((name) => extendedContentSet.test(name)) ? leadingVersion(distro, 2) : undefined;
}

/**
 * A major release, and the minor one for whose extended updates a package was built, which its version says: `3.0.7-6.el9_2.1`,
 * `…module+el8.6.0+…`. Fixes are built for each under a release of their own, so that having any of them is enough.
 */
export function releasesOfBuild(release: string, version: string): readonly string[] {
  const [major = release, minor] = release.split('.');
  const [, builtFor, stream] = /\.(?:module[+_])?el(\d{1,3})[_.](\d{1,3})(?:[.+_]|$)/.exec(version) ?? [];
  const streams = [minor, builtFor === major ? stream : undefined].filter((one) => one !== undefined);
  return [major, ...new Set(streams.map((one) => `${major}.${one}`))];
}
