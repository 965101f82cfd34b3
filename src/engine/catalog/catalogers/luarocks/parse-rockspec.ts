import { quote } from '../../quote.ts';
import { shortText } from '../../short-text.ts';

/** An installed rock. */
export type Rock = { readonly name: string; readonly version: string; readonly license?: string };

/** Told what is wrong with a rockspec, with a code. */
export type ReportProblem = (code: string, message: string) => void;

const namePattern = /^[a-z0-9._-]{1,200}$/;
/** A version and the revision of its rockspec: `1.2.3-1`, `scm-1`. */
const versionPattern = /^[A-Za-z0-9._+-]{1,200}-\d{1,10}$/;

/** Tells which rock lies at `…/rocks-5.1/NAME/VERSION/NAME-VERSION.rockspec`; undefined for other paths, and for rockspecs of sources. */
export function rockOfPath(path: string): { readonly name: string; readonly version: string } | undefined {
  if (!path.endsWith('.rockspec')) return undefined;
  const [tree, name, version, file] = path.split('/').slice(-4);
  if (name === undefined || version === undefined || tree === undefined) return undefined;
  if (!/^rocks(?:-\d{1,3}\.\d{1,3})?$/.test(tree) || file !== `${name}-${version}.rockspec`) return undefined;
  return { name, version };
}

/**
 * Reads the rockspec ("Rockspec format", LuaRocks wiki) of an installed rock. It is a Lua program, of which only plain
 * assignments are read: LuaRocks keeps name and version in the path as well, and refuses rocks in which they differ.
 */
export function parseRockspec(
  text: string,
  { name, version }: { readonly name: string; readonly version: string },
  problem: ReportProblem,
): Rock | undefined {
  if (!namePattern.test(name) || !versionPattern.test(version)) {
    problem('catalog/package-name-invalid', `${quote(`${name} ${version}`)} is no rock: it is left out`);
    return undefined;
  }
  const differs =
    assigned(text, /^\s{0,8}package\s{0,8}=/m)?.toLowerCase() !== name ||
    assigned(text, /^\s{0,8}version\s{0,8}=/m)?.toLowerCase() !== version.toLowerCase();
  if (differs) {
    problem(
      'catalog/manifest-unreadable',
      `the rockspec does not say that it is of ${name} ${version}, as its place does: the place is believed`,
    );
  }
  return { name, version, ...shortText('license', assigned(text, /\blicense\s{0,8}=/)) };
}

/** The string literal after the first place that matches. */
function assigned(text: string, pattern: RegExp): string | undefined {
  const found = pattern.exec(text);
  if (found === null) return undefined;
  const rest = text.slice(found.index + found[0].length, found.index + found[0].length + 600);
  const literal = /^\s{0,8}(?:"([^"\\\n]*)"|'([^'\\\n]*)'|\[\[([^\]]*)\]\])/.exec(rest);
  return literal?.[1] ?? literal?.[2] ?? literal?.[3];
}
