import { compareVersions } from './compare-versions.ts';

/** Orders tags of images by the versions that they name (`v1.2`, `1.2-alpine`), lowest first; tags that name none go before all that do. */
export function compareTags(a: string, b: string): number {
  const [versionA, versionB] = [versionOfTag(a), versionOfTag(b)];
  if (versionA === undefined || versionB === undefined)
    return Number(versionA !== undefined) - Number(versionB !== undefined);
  return compareVersions('semver', versionA, versionB) ?? 0;
}

/** The version that a tag names, as Semantic Versioning writes it; undefined where it names none. Linear in the tag, of which OCI allows 128 characters. */
export function versionOfTag(tag: string): string | undefined {
  const [, major, minor = '0', patch = '0', rest = ''] =
    /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?((?:[-+._].*)?)$/.exec(tag) ?? [];
  if (major === undefined) return undefined;
  const suffix = rest.slice(1).replaceAll(/[^0-9A-Za-z.-]/g, '-');
  const plain = [major, minor, patch].map(Number).join('.');
  const full = suffix === '' ? plain : `${plain}-${suffix}`;
  return compareVersions('semver', full, full) === undefined ? plain : full;
}
