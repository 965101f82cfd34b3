import { asString, isRecord } from '#core/json.ts';
import { ByteReader } from '../../executables/byte-reader.ts';
import { parseJson } from '../../parse-json.ts';

/** What a distro's build wrote into a program about the package that it is part of. `os` is in lower case, as in os-release. */
export type PackageNote = {
  /** Kind of package: `deb`, `rpm`, `apk`, `alpm`, or another word. */
  readonly type: string;
  /** Of the source package. */
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  readonly os?: string;
  readonly osVersion?: string;
};

const noteOwner = 'FDO\0';
const noteType = 0xcafe1a7e;
const headerBytes = 12;
const maxNotes = 1000;
const namePattern = /^[A-Za-z0-9][A-Za-z0-9+._~@-]{0,254}$/;
const versionPattern = /^[0-9A-Za-z][0-9A-Za-z:+._~^-]{0,254}$/;
const wordPattern = /^[a-z0-9][a-z0-9._-]{0,63}$/;
/** Products of CPE names that os-release has another word for. */
const idOfProduct: Readonly<Record<string, string>> = { enterprise_linux: 'rhel', linux: 'ol' };

/**
 * The JSON text of the package's note among the notes of one segment (uapi-group.org/specifications/specs/package_metadata_for_executable_files);
 * undefined where none of them is one.
 */
export function packageNoteText(notes: Uint8Array, isLittle: boolean): string | undefined {
  const reader = new ByteReader(notes, isLittle);
  for (let at = 0, left = maxNotes; left > 0; left -= 1) {
    const [nameBytes, textBytes] = [reader.u32(at), reader.u32(at + 4)];
    const text = at + headerBytes + aligned(nameBytes);
    const end = text + textBytes;
    // NaN, where the notes end, is in no order.
    if (!(end <= notes.length)) return undefined;
    const owner = Buffer.from(notes.subarray(at + headerBytes, at + headerBytes + nameBytes)).toString('latin1');
    if (owner === noteOwner && reader.u32(at + 8) === noteType) {
      return Buffer.from(notes.subarray(text, end))
        .toString('utf8')
        .replace(/\0{1,8}$/, '');
    }
    at = text + aligned(textBytes);
  }
  return undefined;
}

/** Reads what the note says; undefined where it names no package. */
export function parsePackageNote(text: string): PackageNote | undefined {
  const note = parseJson(text);
  if (!isRecord(note)) return undefined;
  const [type, name, version] = [note.type, note.name, note.version].map((value) => asString(value)?.trim() ?? '');
  if (type === undefined || name === undefined || version === undefined) return undefined;
  if (!wordPattern.test(type) || !namePattern.test(name) || !versionPattern.test(version)) return undefined;
  const [, ofCpe, versionOfCpe] =
    /^cpe:\/o:[^:]{1,64}:([^:]{1,64}):([^:]{1,64})/.exec(asString(note.osCpe) ?? '') ?? [];
  const os = asString(note.os) ?? (ofCpe === undefined ? undefined : (idOfProduct[ofCpe] ?? ofCpe));
  return {
    type,
    name,
    version,
    ...word('architecture', asString(note.architecture)),
    ...word('os', os?.toLowerCase()),
    ...word('osVersion', asString(note.osVersion) ?? versionOfCpe),
  };
}

function word<K extends string>(key: K, text: string | undefined): { readonly [key in K]?: string } {
  return text !== undefined && wordPattern.test(text) ? ({ [key]: text } as { readonly [key in K]: string }) : {};
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}
