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
};

/** Told of each entry that is no package, with a code and what is wrong with it. */
export type ReportProblem = (code: string, message: string) => void;

const namePattern = /^[A-Za-z0-9_][A-Za-z0-9+._-]{0,254}$/;
const versionPattern = /^[A-Za-z0-9.+~:_-]{1,512}$/;
const architecturePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const letters = new Set(['P', 'V', 'A', 'o', 'L', 'm']);

/**
 * Reads apk's database of installed packages (wiki.alpinelinux.org/wiki/Apk_spec): lines of a letter, a colon and a value,
 * an entry ended by an empty line. The lines on files (`F:`, `R:`, `Z:` …) are passed over.
 */
export function parseInstalled(text: string, problem: ReportProblem): readonly ApkPackage[] {
  const packages: ApkPackage[] = [];
  let entry = new Map<string, string>();
  for (const line of textLines(text)) {
    if (line === '') {
      add(packages, entry, problem);
      entry = new Map();
    } else if (line[1] === ':' && letters.has(line.charAt(0)) && !entry.has(line.charAt(0))) {
      entry.set(line.charAt(0), line.slice(2).trim());
    }
  }
  if (entry.size > 0) {
    problem('catalog/database-truncated', "apk's database ends in the middle of an entry: packages may be missing");
    add(packages, entry, problem);
  }
  return packages;
}

function add(packages: ApkPackage[], entry: ReadonlyMap<string, string>, problem: ReportProblem): void {
  if (entry.size === 0) return;
  const name = entry.get('P') ?? '';
  const version = entry.get('V') ?? '';
  if (!namePattern.test(name)) {
    problem('catalog/package-name-invalid', `${quote(name)} is no name of an Alpine package: the entry is left out`);
    return;
  }
  if (!versionPattern.test(version)) {
    problem('catalog/package-version-invalid', `package ${name} has the version ${quote(version)}: it is left out`);
    return;
  }
  const architecture = entry.get('A') ?? '';
  const origin = entry.get('o') ?? '';
  packages.push({
    name,
    version,
    ...(architecturePattern.test(architecture) && { architecture }),
    ...(namePattern.test(origin) && origin !== name && { origin }),
    ...shortText('license', entry.get('L')),
    ...shortText('maintainer', entry.get('m')),
  });
}
