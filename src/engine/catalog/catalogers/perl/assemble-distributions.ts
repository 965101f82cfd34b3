import { formatPurl } from '#core/purl.ts';
import type { AssembleContext, CatalogedPackage, PlacedRecord } from '../../cataloger.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import type { InstalledDistribution } from './parse-install.ts';
import type { PerlRecord } from './perl.ts';
import { perlPath } from './perl-path.ts';

interface Found extends InstalledDistribution {
  readonly path: string;
  readonly licenses: readonly string[];
}

/** Joins what cpanm, MakeMaker and the lists of files say: one package for each distribution, with its version where any of them knows it. */
export function assembleDistributions(
  records: readonly PlacedRecord<PerlRecord>[],
  context: AssembleContext,
): readonly CatalogedPackage[] {
  const versions = new Map<string, string>();
  const licenses = new Map<string, readonly string[]>();
  for (const { path, record } of records) {
    const place = perlPath(path);
    if (record.kind === 'perllocal') for (const [module, version] of record.versions) versions.set(module, version);
    if (record.kind === 'meta' && place?.kind === 'meta') licenses.set(place.directory, record.licenses);
  }
  const byCpanm = current(installedByCpanm(records, licenses), versions);
  const covered = new Set(byCpanm.flatMap(({ module, name }) => [module ?? '', name.replaceAll('-', '::')]));
  const others: Found[] = [];
  for (const { path } of records) {
    const place = perlPath(path);
    if (place?.kind !== 'packlist' || covered.has(place.module)) continue;
    const version = versions.get(place.module);
    const name = place.module.replaceAll('::', '-');
    if (version !== undefined) others.push({ name, version, module: place.module, path, licenses: [] });
    else {
      const message = `Perl's ${place.module} is installed, but nothing says in which version: it is left out`;
      context.problem('catalog/package-version-missing', path, message);
    }
  }
  return mergeByPurl([...byCpanm, ...others].map(toPackage));
}

function installedByCpanm(
  records: readonly PlacedRecord<PerlRecord>[],
  licenses: ReadonlyMap<string, readonly string[]>,
): readonly Found[] {
  return records.flatMap(({ path, record }) => {
    const place = perlPath(path);
    if (record.kind !== 'install' || place?.kind !== 'install') return [];
    return [{ ...record.installed, path, licenses: licenses.get(place.directory) ?? [] }];
  });
}

/** cpanm keeps the metadata of what it has replaced; of several versions in one library that which was installed last counts. */
function current(found: readonly Found[], versions: ReadonlyMap<string, string>): readonly Found[] {
  const libraryOf = (path: string) => path.slice(0, path.lastIndexOf('/.meta/'));
  const groups = Map.groupBy(found, ({ path, name }) => `${name} ${libraryOf(path)}`);
  return [...groups.values()].flatMap((group) => {
    const last = group.filter(({ module, version }) => versions.get(module ?? '') === version);
    return last.length > 0 ? last : group;
  });
}

function toPackage({ name, version, module, author, path, licenses }: Found): CatalogedPackage {
  return {
    purl: formatPurl({ type: 'cpan', ...(author !== undefined && { namespace: author }), name, version }),
    type: 'cpan',
    ecosystem: 'cpan',
    name,
    version,
    licenses,
    details: { kind: 'cpan', ...(module !== undefined && { module }), ...(author !== undefined && { author }) },
    paths: [path],
  };
}
