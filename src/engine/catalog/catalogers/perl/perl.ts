import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, CatalogerPlugIn } from '../../cataloger.ts';
import { readText } from '../../read-text.ts';
import { assembleDistributions } from './assemble-distributions.ts';
import { type InstalledDistribution, metaLicenses, parseInstall } from './parse-install.ts';
import { parsePerllocal } from './parse-perllocal.ts';
import { perlPath } from './perl-path.ts';

/** What one file says of Perl's distributions. */
export type PerlRecord =
  | { readonly kind: 'install'; readonly installed: InstalledDistribution }
  | { readonly kind: 'meta'; readonly licenses: readonly string[] }
  | { readonly kind: 'packlist' }
  | { readonly kind: 'perllocal'; readonly versions: readonly (readonly [module: string, version: string])[] };

const maxFileBytes = 8 * 1024 * 1024;

/**
 * Distributions of CPAN as ExtUtils::Installed lists them: those with a list of files (`.packlist`) or cpanm's metadata. Perl's own
 * modules, and those of a Linux distribution, which have neither, belong to Perl and to the distribution's packages.
 */
export const perl = {
  name: 'perl',
  version: 1,
  about: {
    title: 'CPAN distributions, as cpanm and MakeMaker install them',
    reads: ['`**/.meta/*/install.json`', '`**/.meta/*/MYMETA.json`', '`**/auto/**/.packlist`', '`**/perllocal.pod`'],
    gives: ['licences', 'author', 'main module'],
    limits: ['a `.packlist` of which nothing says the version', 'files past 8 MiB'],
  },
  wants: (path) => perlPath(path) !== undefined,
  catalog,
  assemble: assembleDistributions,
} as const satisfies CatalogerPlugIn<PerlRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<PerlRecord | undefined> {
  const kind = perlPath(file.path)?.kind;
  // That there is a list of files says enough.
  if (kind === 'packlist') return { kind };
  const text = await readText(file, maxFileBytes, context);
  if (kind === undefined || text === undefined) return undefined;
  if (kind === 'perllocal') return { kind, versions: parsePerllocal(text) };
  if (kind === 'meta') return { kind, licenses: metaLicenses(text) };
  const installed = parseInstall(text, context.problem);
  return installed === undefined ? undefined : { kind, installed };
}
