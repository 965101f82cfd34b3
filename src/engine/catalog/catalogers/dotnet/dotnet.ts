import { formatPurl } from '#core/purl.ts';
import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, CatalogedPackage, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { quote } from '../../quote.ts';
import { readText } from '../../read-text.ts';
import { type DotnetFile, dotnetFile } from './dotnet-path.ts';
import { isNugetPackage, type NugetList, type NugetPackage } from './nuget-package.ts';
import { parseDepsJson, runtimeIdentifier } from './parse-deps-json.ts';
import { parseNuspec, parsePackagesConfig } from './parse-nuspec.ts';

/** The packages of one file. */
export type DotnetRecord = readonly NugetPackage[];

const maxFileBytes = 16 * 1024 * 1024;

/**
 * NuGet packages: those that .NET programs say they consist of, with the run-time that they carry, the shared frameworks that are installed, and
 * packages that NuGet has unpacked. `packages.config` says what a program was built from.
 */
export const dotnet = {
  name: 'dotnet',
  version: 1,
  about: {
    title: 'NuGet packages of .NET programs, and the run-time that they carry or share',
    reads: ['`**/*.deps.json`', '`**/ID/VERSION/ID.nuspec`', '`**/ID.VERSION/ID.nuspec`', '`**/packages.config`'],
    gives: [
      'licences, of unpacked packages',
      'whether it is a run-time pack',
      'whether it is only in `packages.config`',
    ],
    limits: ['programs in a single file, and libraries without `deps.json`, are not looked into'],
  },
  wants: (path) => dotnetFile(path) !== undefined,
  catalog,
  recordsAreIndependent: true,
  assemble: (records: readonly PlacedRecord<DotnetRecord>[]) =>
    mergeByPurl(records.flatMap(({ path, record }) => record.map((one) => toPackage(one, path)))),
} as const satisfies CatalogerPlugIn<DotnetRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<DotnetRecord | undefined> {
  const kind = dotnetFile(file.path);
  const text = kind === undefined ? undefined : await readText(file, maxFileBytes, context);
  if (kind === undefined || text === undefined) return undefined;
  const list = parse(kind, text);
  if (list === undefined) {
    context.problem('catalog/manifest-unreadable', `${file.path} names no packages as NuGet does: they are left out`);
    return undefined;
  }
  for (const invalid of list.invalid) {
    context.problem('catalog/package-name-invalid', `${quote(invalid)} is no package of NuGet: it is left out`);
  }
  return list.packages;
}

function parse(kind: DotnetFile, text: string): NugetList | undefined {
  switch (kind.kind) {
    case 'deps':
      return parseDepsJson(text);
    case 'framework': {
      const list = parseDepsJson(text);
      return list && { ...list, packages: withFramework(list.packages, kind, runtimeIdentifier(text)) };
    }
    case 'nuspec': {
      const one = parseNuspec(text);
      return one && { packages: [one], invalid: [] };
    }
    case 'packages-config':
      return parsePackagesConfig(text);
  }
}

/** A framework is the package of its run-time for the platform, under which advisories name it, whether its own list says so or not. */
function withFramework(
  packages: readonly NugetPackage[],
  { name, version }: { readonly name: string; readonly version: string },
  platform: string | undefined,
): readonly NugetPackage[] {
  if (packages.some((one) => one.name === name || one.name.startsWith(`${name}.Runtime.`))) return packages;
  const pack = platform === undefined ? name : `${name}.Runtime.${platform}`;
  return isNugetPackage(pack, version) ? [...packages, { name: pack, version, runtimePack: true }] : packages;
}

function toPackage({ name, version, licenses, runtimePack }: NugetPackage, path: string): CatalogedPackage {
  return {
    purl: formatPurl({ type: 'nuget', name, version }),
    type: 'nuget',
    ecosystem: 'nuget',
    name,
    version,
    licenses: licenses ?? [],
    ...(dotnetFile(path)?.kind === 'packages-config' && { origin: 'lock-file' as const }),
    details: { kind: 'nuget', ...(runtimePack !== undefined && { runtimePack }) },
    paths: [path],
  };
}
