import type { OsRelease } from '#engine/ecosystems/index.ts';
import { distroId } from './parse-os-release.ts';

/** Files in which distros of the Red Hat family name themselves in one line, the more telling first. */
export const releaseFileNames = [
  'etc/almalinux-release',
  'etc/rocky-release',
  'etc/centos-release',
  'etc/oracle-release',
  'etc/fedora-release',
  'etc/redhat-release',
  'etc/system-release',
] as const;

/** `ID` by how the name begins, for distros that such a file may be all that is left of. */
const idsByName: readonly (readonly [name: string, id: string])[] = [
  ['AlmaLinux', 'almalinux'],
  ['Rocky Linux', 'rocky'],
  ['CentOS', 'centos'],
  ['Red Hat Enterprise Linux', 'rhel'],
  ['Amazon Linux', 'amzn'],
  ['Oracle Linux', 'ol'],
  ['Fedora', 'fedora'],
];

/** Reads `AlmaLinux release 9.0 (Emerald Puma)`; undefined where the line is nothing of the kind. */
export function readReleaseLine(line: string): OsRelease | undefined {
  const at = line.indexOf(' release ');
  const name = at < 0 ? '' : line.slice(0, at).trim();
  const id = idsByName.find(([beginning]) => name.startsWith(beginning))?.[1] ?? distroId(name.replaceAll(' ', '-'));
  const versionId = line.slice(at + ' release '.length).split(' ', 1)[0] ?? '';
  if (at < 0 || id === undefined || !/^\d{1,5}(\.\d{1,8}){0,3}$/.test(versionId)) return undefined;
  return { id, versionId, prettyName: line, idLike: [] };
}

/** Reads `etc/alpine-release`: `3.9.4`. */
export function readAlpineRelease(line: string): OsRelease | undefined {
  if (!/^\d{1,5}\.\d{1,5}[0-9A-Za-z._]*$/.test(line)) return undefined;
  return { id: 'alpine', versionId: line, prettyName: `Alpine Linux v${line}`, idLike: [] };
}

/** Reads `etc/debian_version`: `12.5`, which os-release has as `12`, or `trixie/sid` for what is not released yet. */
export function readDebianVersion(line: string): OsRelease | undefined {
  const number = /^(\d{1,5})(\.\d{1,5}){0,2}$/.exec(line);
  if (number !== null) {
    const versionId = Number(number[1]) >= 7 ? number[1] : line;
    return { id: 'debian', ...(versionId && { versionId }), prettyName: `Debian GNU/Linux ${line}`, idLike: [] };
  }
  const codename = /^([a-z]{1,32})(\/sid)?$/.exec(line)?.[1];
  if (codename === undefined) return undefined;
  return { id: 'debian', codename, prettyName: `Debian GNU/Linux ${line}`, idLike: [] };
}

/** Reads `etc/lsb-release`: `DISTRIB_ID=Ubuntu` and its like. */
export function readLsbRelease(values: Readonly<Record<string, string>>): OsRelease | undefined {
  const id = distroId(values.DISTRIB_ID);
  if (id === undefined) return undefined;
  const { DISTRIB_RELEASE: versionId, DISTRIB_CODENAME: codename, DISTRIB_DESCRIPTION: description } = values;
  return {
    id,
    prettyName: description || [values.DISTRIB_ID, versionId].join(' ').trim(),
    idLike: [],
    ...(versionId && { versionId }),
    ...(codename && { codename: codename.toLowerCase() }),
  };
}
