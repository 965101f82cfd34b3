import type { Assignment } from './linked-texts.ts';
import type { GoModules } from './parse-build-info.ts';

/** Where the version of a main module was found: what the toolchain says is sure, flags of the linker are what its makers chose. */
export type MainVersionSource = 'build-info' | 'linker-flags' | 'version-control';

export interface MainVersion {
  readonly version: string;
  readonly from?: MainVersionSource;
}

const unknown = '(devel)';
const maxFlagsLength = 64 * 1024;
/** Names of variables, without their package, that hold the version of a program. */
const variables = new Set([
  'version',
  'gitversion',
  'buildversion',
  'appversion',
  'releaseversion',
  'semver',
  'semversion',
  'tag',
  'gittag',
]);
const versionText = /^v?\d+(?:\.\d+){1,3}(?:[-+~][0-9A-Za-z.+~-]*)?$/;

/**
 * The version of the main module. Go calls it `(devel)` where it was built from a checkout, until 1.24, which made versions from tags:
 * then what the linker was told to put into a version variable (`-ldflags -X main.version=1.2.3`, or `linked`), else a pseudo-version
 * (go.dev/ref/mod#pseudo-versions) of the commit.
 */
export function mainVersion({ main, settings }: GoModules, linked: readonly Assignment[] = []): MainVersion {
  const stated = main?.version ?? '';
  if (stated !== '' && stated !== unknown) return { version: stated, from: 'build-info' };
  const flag = flaggedVersion([...assignments(settings.get('-ldflags') ?? ''), ...linked], main?.path ?? '');
  if (flag !== undefined) return { version: flag, from: 'linker-flags' };
  const commit = commitVersion(settings);
  return commit === undefined ? { version: unknown } : { version: commit, from: 'version-control' };
}

/** Tells whether only the symbols of a program may say its version: with `-trimpath` Go keeps the linker's flags to itself. */
export function isKeptToSymbols({ main, settings }: GoModules): boolean {
  const stated = main?.version ?? unknown;
  return settings.get('-trimpath') === 'true' && !settings.has('-ldflags') && (stated === '' || stated === unknown);
}

/** Of several the one of the program itself, then of its module, then any: libraries are told versions of their own. */
function flaggedVersion(set: readonly Assignment[], module: string): string | undefined {
  const found = set.flatMap(({ variable, value }) => {
    const dot = variable.lastIndexOf('.');
    const isVersion = variables.has(variable.slice(dot + 1).toLowerCase()) && versionText.test(value);
    return isVersion ? [{ of: variable.slice(0, dot), value }] : [];
  });
  const isOfModule = ({ of }: { readonly of: string }) =>
    module !== '' && (of === module || of.startsWith(`${module}/`));
  const best = found.find(({ of }) => of === 'main') ?? found.find(isOfModule) ?? found[0];
  if (best === undefined) return undefined;
  return best.value.startsWith('v') ? best.value : `v${best.value}`;
}

/** The `-X importpath.name=value` of a linker's flags, quoted in any of the ways that a shell or `go build` takes. */
function assignments(flags: string): readonly Assignment[] {
  const words = flags.slice(0, maxFlagsLength).match(/"[^"]*"|'[^']*'|[^\s"']+(?:"[^"]*"|'[^']*')?/g) ?? [];
  const plain = words.map((word) => word.replaceAll(/["']/g, ''));
  return plain.flatMap((word, index) => {
    const isFlagged = plain[index - 1] === '-X' || plain[index - 1] === '--X';
    const text = isFlagged ? word : /^--?X[= ](.*)$/s.exec(word)?.[1];
    const equals = text?.indexOf('=') ?? -1;
    return text === undefined || equals < 1 ? [] : [{ variable: text.slice(0, equals), value: text.slice(equals + 1) }];
  });
}

function commitVersion(settings: ReadonlyMap<string, string>): string | undefined {
  const revision = settings.get('vcs.revision') ?? '';
  const time = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/.exec(settings.get('vcs.time') ?? '');
  if (time === null || !/^[0-9a-f]{12,64}$/.test(revision)) return undefined;
  return `v0.0.0-${time.slice(1).join('')}-${revision.slice(0, 12)}`;
}
