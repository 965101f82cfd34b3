import { asString, isRecord } from '#core/json.ts';
import { parseJson } from '../../parse-json.ts';
import { isNugetPackage, type NugetList, type NugetPackage } from './nuget-package.ts';

/** Before the name of the run-time packages that a program carries. */
const packPrefix = 'runtimepack.';

/**
 * Reads `NAME.deps.json`, which says what a .NET program or framework consists of
 * (github.com/dotnet/sdk/blob/main/documentation/specs/runtime-configuration-file.md). Packages are NuGet's and run-time packs; projects, the
 * program's own among them, and what was needed to compile only are not. Undefined where it is none.
 */
export function parseDepsJson(text: string): NugetList | undefined {
  const value = parseJson(text);
  if (!isRecord(value) || !isRecord(value.libraries)) return undefined;
  const compiled = compileOnly(value.targets);
  const packages: NugetPackage[] = [];
  const invalid: string[] = [];
  for (const [key, library] of Object.entries(value.libraries)) {
    const type = isRecord(library) ? asString(library.type)?.toLowerCase() : undefined;
    if ((type !== 'package' && type !== 'runtimepack') || compiled.has(key)) continue;
    const slash = key.lastIndexOf('/');
    const isPack = key.startsWith(packPrefix);
    const name = key.slice(isPack ? packPrefix.length : 0, Math.max(0, slash));
    const version = key.slice(slash + 1);
    if (!isNugetPackage(name, version)) invalid.push(key);
    else packages.push({ name, version, ...(type === 'runtimepack' && { runtimePack: true }) });
  }
  return { packages, invalid };
}

/** The platform that a file is for: `linux-x64` of `.NETCoreApp,Version=v8.0/linux-x64`. */
export function runtimeIdentifier(text: string): string | undefined {
  const value = parseJson(text);
  const target = isRecord(value) && isRecord(value.runtimeTarget) ? asString(value.runtimeTarget.name) : undefined;
  return target?.split('/', 2)[1];
}

/** Libraries that every target marks as needed by the compiler alone. */
function compileOnly(targets: unknown): ReadonlySet<string> {
  const marked = new Set<string>();
  const needed = new Set<string>();
  for (const target of isRecord(targets) ? Object.values(targets) : []) {
    for (const [key, library] of isRecord(target) ? Object.entries(target) : []) {
      (isRecord(library) && library.compileOnly === true ? marked : needed).add(key);
    }
  }
  return new Set([...marked].filter((key) => !needed.has(key)));
}
