import { formatPurl } from '#core/purl.ts';
import type { CatalogedPackage } from '../../cataloger.ts';
import type { MainVersionSource } from './main-version.ts';
import type { GoModule } from './parse-build-info.ts';

/** What a Go program says of itself. */
export type GoBinaryRecord = {
  readonly goVersion?: string;
  readonly main?: GoModule & { readonly from?: MainVersionSource };
  readonly dependencies: readonly GoModule[];
  readonly standardLibrary?: string;
};

/** The packages of a Go program that lies at `path`. */
export function goPackages(record: GoBinaryRecord, path: string): readonly CatalogedPackage[] {
  const { main, dependencies, standardLibrary, goVersion } = record;
  const packages = dependencies.map((one) => modulePackage(one, path));
  if (main !== undefined) packages.unshift(modulePackage(main, path, main.from));
  if (standardLibrary !== undefined) {
    const details = {
      kind: 'go' as const,
      ...(goVersion !== `go${standardLibrary}` && goVersion !== undefined && { toolchain: goVersion }),
    };
    packages.push({ ...goPackage('stdlib', standardLibrary, path), details });
  }
  return packages;
}

function modulePackage(module: GoModule, path: string, from?: MainVersionSource): CatalogedPackage {
  return {
    ...goPackage(module.path, module.version, path),
    details: {
      kind: 'go',
      ...(module.replaces !== undefined && { replaces: module.replaces }),
      ...(module.replacedBy !== undefined && { replacedBy: module.replacedBy }),
      ...(from !== undefined && { mainVersionFrom: from }),
    },
  };
}

/** The purl of a module is in lower case and has its whole path, as package-url's definition of `golang` says. */
function goPackage(name: string, version: string, path: string): CatalogedPackage {
  const lower = name.toLowerCase();
  const slash = lower.lastIndexOf('/');
  return {
    purl: formatPurl({
      type: 'golang',
      ...(slash > 0 && { namespace: lower.slice(0, slash) }),
      name: lower.slice(slash + 1),
      version,
    }),
    type: 'golang',
    ecosystem: 'go',
    name,
    version,
    licenses: [],
    paths: [path],
  };
}
