import type { CatalogContext } from '../../cataloger.ts';
import { createPackPaths, noteTooManyFiles, type OwnedPaths } from '../../owned-paths.ts';
import { quote } from '../../quote.ts';
import { shortText } from '../../short-text.ts';
import { textLines } from '../../text-lines.ts';

/** A package as apk's database has it. `origin` is left out where it is the package itself. */
export type ApkPackage = {
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  readonly origin?: string;
  readonly license?: string;
  readonly maintainer?: string;
  readonly files?: OwnedPaths;
};

const namePattern = /^[A-Za-z0-9_][A-Za-z0-9+._-]{0,254}$/;
const versionPattern = /^[A-Za-z0-9.+~:_-]{1,512}$/;
const architecturePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const letters = new Set(['P', 'V', 'A', 'o', 'L', 'm']);

interface Entry {
  readonly fields: Map<string, string>;
  /** The directory that the files which follow are in. */
  directory: string;
  readonly files: string[];
}

/**
 * Reads apk's database of installed packages (wiki.alpinelinux.org/wiki/Apk_spec): lines of a letter, a colon and a value,
 * an entry ended by an empty line; `F:` names a directory and `R:` a file in it.
 */
export function parseInstalled(text: string, problem: CatalogContext['problem']): readonly ApkPackage[] {
  const packages: ApkPackage[] = [];
  const packPaths = createPackPaths();
  let hasAllFiles = true;
  const finish = ({ fields, files }: Entry): void => {
    const one = fields.size === 0 ? undefined : readPackage(fields, problem);
    if (one === undefined) return;
    const packed = hasAllFiles ? packPaths(files) : undefined;
    if (packed === undefined) hasAllFiles = false;
    packages.push(packed ? { ...one, files: packed } : one);
  };
  let entry = emptyEntry();
  for (const line of textLines(text)) {
    if (line === '') {
      finish(entry);
      entry = emptyEntry();
    } else if (line[1] === ':') addLine(entry, line.charAt(0), line.slice(2).trim());
  }
  if (entry.fields.size > 0) {
    problem('catalog/database-truncated', "apk's database ends in the middle of an entry: packages may be missing");
    finish(entry);
  }
  if (!hasAllFiles) noteTooManyFiles({ problem });
  return packages;
}

function emptyEntry(): Entry {
  return { fields: new Map(), directory: '', files: [] };
}

/** Of a field that comes twice the first counts. */
function addLine(entry: Entry, letter: string, value: string): void {
  if (letter === 'F') entry.directory = value === '' ? '' : `${value}/`;
  else if (letter === 'R') entry.files.push(`${entry.directory}${value}`);
  else if (letters.has(letter) && !entry.fields.has(letter)) entry.fields.set(letter, value);
}

function readPackage(entry: ReadonlyMap<string, string>, problem: CatalogContext['problem']): ApkPackage | undefined {
  const name = entry.get('P') ?? '';
  const version = entry.get('V') ?? '';
  if (!namePattern.test(name)) {
    problem('catalog/package-name-invalid', `${quote(name)} is no name of an Alpine package: the entry is left out`);
    return undefined;
  }
  if (!versionPattern.test(version)) {
    problem('catalog/package-version-invalid', `package ${name} has the version ${quote(version)}: it is left out`);
    return undefined;
  }
  const architecture = entry.get('A') ?? '';
  const origin = entry.get('o') ?? '';
  return {
    name,
    version,
    ...(architecturePattern.test(architecture) && { architecture }),
    ...(namePattern.test(origin) && origin !== name && { origin }),
    ...shortText('license', entry.get('L')),
    ...shortText('maintainer', entry.get('m')),
  };
}
