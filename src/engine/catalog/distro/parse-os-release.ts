import type { OsRelease } from '#engine/ecosystems/index.ts';
import { textLines } from '../text-lines.ts';
import { shellWord } from './shell-word.ts';

/** Assignments of an os-release-like file, and the numbers of its lines that are none. */
export interface ShellAssignments {
  readonly values: ReadonlyMap<string, string>;
  readonly malformedLines: readonly number[];
}

const maxValueLength = 1024;
const maxNamedLines = 5;

/**
 * Reads a file of shell-like assignments (os-release(5)): `NAME=value` with shell quoting, no expansion; comments and empty
 * lines are passed over; of a name that comes twice the later holds, as in a shell.
 */
export function parseAssignments(text: string): ShellAssignments {
  const values = new Map<string, string>();
  const malformedLines: number[] = [];
  let number = 0;
  for (const line of textLines(text)) {
    number += 1;
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const equals = trimmed.indexOf('=');
    const value = shellWord(trimmed.slice(equals + 1));
    if (/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(trimmed.slice(0, Math.max(equals, 0))) && value !== undefined) {
      values.set(trimmed.slice(0, equals), value.slice(0, maxValueLength));
    } else if (malformedLines.length < maxNamedLines) {
      malformedLines.push(number);
    }
  }
  return { values, malformedLines };
}

/** What os-release(5) says of a distro; undefined where it has no usable `ID`, which the distro would need to be recognised. */
export function toOsRelease(values: ReadonlyMap<string, string>): OsRelease | undefined {
  const id = distroId(values.get('ID'));
  if (id === undefined) return undefined;
  const versionId = values.get('VERSION_ID')?.trim();
  const codename = values.get('VERSION_CODENAME')?.trim().toLowerCase();
  return {
    id,
    prettyName: values.get('PRETTY_NAME')?.trim() || [values.get('NAME') ?? id, versionId].join(' ').trim(),
    idLike: (values.get('ID_LIKE') ?? '').split(/\s+/).flatMap((like) => distroId(like) ?? []),
    ...(versionId && { versionId }),
    ...(codename && { codename }),
  };
}

/** Lower-case letters, digits and `._-`; capitals, which some distros write nevertheless, are made small. */
export function distroId(text: string | undefined): string | undefined {
  const id = text?.trim().toLowerCase() ?? '';
  return /^[a-z0-9][a-z0-9._-]{0,63}$/.test(id) ? id : undefined;
}
