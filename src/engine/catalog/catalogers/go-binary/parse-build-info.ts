/** A module as it was built; `replaces` where its code came from another than the one asked for. */
export type GoModule = {
  readonly path: string;
  readonly version: string;
  readonly replaces?: string;
  /** A directory whose code was taken in place of the module's. */
  readonly replacedBy?: string;
};

/** What the text of a build information says. */
export interface GoModules {
  /** The package of the main program. */
  readonly program?: string;
  readonly main?: GoModule;
  readonly dependencies: readonly GoModule[];
  readonly settings: ReadonlyMap<string, string>;
}

const maxModules = 20_000;
const maxTextLength = 512;

/**
 * Reads what `runtime/debug.BuildInfo` is written as (go.dev/src/runtime/debug/mod.go): lines `path`, `mod`, `dep`, `=>` (which
 * replaces the module above it) and `build`, their fields separated by tabs. Lines of other kinds are passed over.
 */
export function parseBuildInfo(text: string): GoModules {
  const settings = new Map<string, string>();
  const modules: { readonly isMain: boolean; module: GoModule }[] = [];
  let program: string | undefined;
  for (const line of text.split('\n')) {
    const [kind, first = '', second = ''] = line.split('\t');
    const last = modules.at(-1);
    if (kind === 'path') program = textOf(first);
    else if ((kind === 'mod' || kind === 'dep') && isText(first) && modules.length < maxModules)
      modules.push({ isMain: kind === 'mod', module: { path: first, version: textOf(second) ?? '' } });
    else if (kind === '=>' && last !== undefined && isText(first)) last.module = replaced(last.module, first, second);
    else if (kind === 'build') addSetting(settings, line.slice('build\t'.length));
  }
  const main = modules.find(({ isMain }) => isMain)?.module;
  return {
    ...(program !== undefined && { program }),
    ...(main !== undefined && { main }),
    dependencies: modules.filter(({ isMain }) => !isMain).map(({ module }) => module),
    settings,
  };
}

/** A directory is no module and has no version of its own: what is in it is best known by what it stands for. */
function replaced(module: GoModule, path: string, version: string): GoModule {
  if (!isText(version) || isDirectory(path)) {
    return { ...module, version: isPlaceholder(module.version) ? '(devel)' : module.version, replacedBy: path };
  }
  return { path, version, replaces: module.version === '' ? module.path : `${module.path}@${module.version}` };
}

/** What a `replace` may name besides a module (go.dev/ref/mod#go-mod-file-replace). */
function isDirectory(path: string): boolean {
  return /^(?:\.{0,2}\/|\.{1,2}$|[a-z]:[\\/]|\.{1,2}\\)/i.test(path);
}

/** Versions that are written where a module is only ever replaced: they are of no release. */
function isPlaceholder(version: string): boolean {
  return version === 'v0.0.0' || version === 'v0.0.0-00010101000000-000000000000';
}

function addSetting(settings: Map<string, string>, assignment: string): void {
  const equals = assignment.indexOf('=');
  if (equals > 0) settings.set(unquoted(assignment.slice(0, equals)), unquoted(assignment.slice(equals + 1)));
}

/** Keys and values are quoted as Go quotes strings where they hold blanks, quotes or line breaks. */
function unquoted(text: string): string {
  if (text.startsWith('`')) return text.slice(1, -1);
  if (!text.startsWith('"')) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1).replaceAll(/\\(.)/g, '$1');
  }
}

function isText(text: string): boolean {
  return textOf(text) !== undefined;
}

/** Of visible characters: module paths and versions hold no others (go.dev/ref/mod#go-mod-file-ident). */
function textOf(text: string): string | undefined {
  return text.length <= maxTextLength && /^[^\s\p{Cc}\ufffd]+$/u.test(text) ? text : undefined;
}
