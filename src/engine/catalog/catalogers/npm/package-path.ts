/** File that makes a directory a package. */
const manifestName = 'package.json';
const modules = 'node_modules';
/** Where Debian's packages put modules, one directory each, or a scope (wiki.debian.org/Javascript/Nodejs). */
const debianModules = /^usr\/(?:share|lib(?:\/[^/]+-linux-[^/]+)?)\/nodejs\//;

/**
 * The name under which npm has installed the package whose manifest lies at `path`: that of its directory, `lodash` or
 * `@scope/name`; undefined where the path is no manifest of an installed package.
 *
 * Installed is what `npm ls --all` lists: a directory right below `node_modules` (or a scope in it), in turn right below such
 * a directory or in one that is no package. So a `node_modules` among a package's own files (test fixtures) does not
 * count, nor does a `package.json` elsewhere: an application's own, a workspace's. Debian's `/usr/share/nodejs` is such a directory too. Names that begin with a dot are npm's and
 * others' own (`.bin`, `.cache`), but for stores: `node_modules/.pnpm/KEY/node_modules/NAME` (pnpm, npm's linked strategy).
 */
export function installedPackageName(path: string): string | undefined {
  if (!path.endsWith(`/${manifestName}`)) return undefined;
  const ofDebian = debianModules.exec(path)?.[0];
  if (ofDebian === undefined && !path.includes(`${modules}/`)) return undefined;
  const segments = path.split('/').slice(0, -1);
  let at = ofDebian === undefined ? segments.indexOf(modules) : ofDebian.split('/').length - 2;
  if (at < 0) return undefined;
  for (;;) {
    const name = packageAt(segments, at + 1);
    const next = at + 1 + (name?.parts ?? 0);
    if (name === undefined) {
      // Not a package, so perhaps a store: `.pnpm/KEY/node_modules`.
      if (segments[at + 1]?.startsWith('.') !== true || segments[at + 3] !== modules) return undefined;
      at += 3;
    } else if (next === segments.length) {
      return name.name;
    } else if (segments[next] === modules) {
      at = next;
    } else {
      return undefined;
    }
  }
}

/** Folders of a package that nothing of it runs from, where manifests are made up for its tests. */
const testFolder = /(?:^|\/)(?:__tests?__|tests?|spec|specs|fixtures?|__fixtures__|testdata|examples?)\//;

/**
 * Tells whether a manifest may name software though npm has not installed it at `path`: unpacked by hand (`opt/yarn-v1.22.22`), carried
 * in the files of another package (`pnpm/dist/node_modules/tar`), or an application itself. Tests and examples of installed packages are passed over.
 */
export function mayStandAlone(path: string): boolean {
  if (path !== manifestName && !path.endsWith(`/${manifestName}`)) return false;
  const at = path.indexOf(`${modules}/`);
  return at < 0 || !testFolder.test(path.slice(at));
}

function packageAt(segments: readonly string[], at: number): { name: string; parts: number } | undefined {
  const first = segments[at];
  if (first === undefined || first === '' || first.startsWith('.')) return undefined;
  if (!first.startsWith('@')) return { name: first, parts: 1 };
  const second = segments[at + 1];
  if (second === undefined || second === '' || second.startsWith('.')) return undefined;
  return { name: `${first}/${second}`, parts: 2 };
}
