import { textLines } from '../../../text-lines.ts';
import { type LockedPackage, type LockFormat, named } from '../lock-format.ts';

/** Modules that are Go's own source. */
const ownModules = new Set(['std', 'cmd']);
const word = /^"?([^\s"]{1,300})"?$/;
/** More than is read of any lock file: replacements come last, so that all is held until then. */
const maxRequired = 60_000;
const versionPattern = /^v\d/;

/**
 * Go's module file (go.dev/ref/mod, "go.mod files"), which since Go 1.17 names all that a build needs. `go.sum` is not read: it also
 * holds versions that were looked at and not chosen.
 */
export const goMod: LockFormat = {
  name: 'go.mod',
  ecosystem: 'go',
  purlType: 'golang',
  matches: named('go.mod'),
  endsWithNewline: true,
  read: (text) => (/^\s{0,8}module[\s(]/m.test(text) ? modules(text) : undefined),
};

interface Requirement {
  readonly path: string;
  readonly version: string;
}

function* modules(text: string): Generator<LockedPackage> {
  const required = new Map<string, Requirement>();
  const replaced = new Map<string, Requirement | undefined>();
  for (const { verb, words } of directives(text)) {
    const [path = '', version = ''] = words;
    if (verb === 'module' && ownModules.has(path)) return;
    if (verb === 'require' && versionPattern.test(version) && required.size < maxRequired)
      required.set(`${path}@${version}`, { path, version });
    const arrow = words.indexOf('=>');
    if (verb !== 'replace' || arrow < 1) continue;
    const [newPath = '', newVersion = ''] = words.slice(arrow + 1);
    // A replacement without version is a directory.
    replaced.set(
      words.slice(0, arrow).join('@'),
      versionPattern.test(newVersion) ? { path: newPath, version: newVersion } : undefined,
    );
  }
  for (const [exact, one] of required) {
    const key = [exact, one.path].find((candidate) => replaced.has(candidate));
    const used = key === undefined ? one : replaced.get(key);
    if (used !== undefined) yield { name: used.path, version: used.version };
  }
}

/** Directives line by line, those in parentheses with the verb before them. */
function* directives(text: string): Generator<{ readonly verb: string; readonly words: readonly string[] }> {
  let block: string | undefined;
  for (const line of textLines(text)) {
    const comment = line.indexOf('//');
    const words = (comment < 0 ? line : line.slice(0, comment)).trim().split(/\s+/, 8).map(unquotedWord);
    if (words[0] === '' || words[0] === undefined) continue;
    if (words[0] === ')') block = undefined;
    else if (block !== undefined) yield { verb: block, words };
    else if (words[1] === '(') block = words[0];
    else yield { verb: words[0], words: words.slice(1) };
  }
}

function unquotedWord(text: string): string {
  return word.exec(text)?.[1] ?? text;
}
