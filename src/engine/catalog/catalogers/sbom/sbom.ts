import { PlimsollError } from '#core/errors.ts';
import { formatPurl, parsePurl } from '#core/purl.ts';
import { ecosystems, findEcosystem } from '#engine/ecosystems/index.ts';
import type { LayerFile } from '#engine/image/index.ts';
import { packageOf, parseSbom, type SbomComponent, type SbomPackage } from '#engine/sbom/index.ts';
import type {
  AssembleContext,
  CatalogContext,
  CatalogedPackage,
  CatalogerPlugIn,
  PlacedRecord,
} from '../../cataloger.ts';
import { distroOfPackages } from '../../distro-packages.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { sbomPath } from './sbom-path.ts';

/** The packages that one document names, before it is known which distro they belong to. */
export type SbomRecord = readonly SbomComponent[];

/**
 * SBOMs that were put into the image: what they name counts as hearsay (`origin: 'sbom'`), unless something that was read itself says the
 * same. Documents describe what someone built, so that of the packages which they name some may have been left out or removed since.
 */
export const sbom = {
  name: 'sbom',
  version: 1,
  about: {
    title: 'SBOMs found in the image: CycloneDX, SPDX 2 (JSON and tag-value) and SPDX 3',
    reads: [
      '`**/*.cdx.json`',
      '`**/*.spdx.json`',
      '`**/*.spdx`',
      '`**/bom.json`',
      '`**/*.bom.json`',
      '`**/sbom.json`',
      '`**/*.sbom.json`',
      '`usr/local/share/sbom/**`',
      '`var/lib/db/sbom/**` (Wolfi, Chainguard)',
      '`opt/bitnami/**/.spdx-*.spdx` (Bitnami)',
    ],
    gives: ['licences', 'source package', 'architecture', 'marked as named by an SBOM'],
    limits: ['packages without a version are left out', 'no XML', '32 MiB a document'],
  },
  wants: (path) => sbomPath(path) !== undefined,
  catalog,
  recordsAreIndependent: true,
  assemble,
} as const satisfies CatalogerPlugIn<SbomRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<SbomRecord | undefined> {
  const isCertain = sbomPath(file.path) === 'certain';
  const { maxEmbeddedSbomBytes: maxBytes, maxEmbeddedSbomValues: maxValues } = context.limits;
  if (file.size > maxBytes) {
    const message = `${file.path} has ${file.size} bytes, more than the ${maxBytes} that are read of an SBOM (limits.maxEmbeddedSbomBytes): what it names is left out`;
    context.problem('catalog/sbom-too-large', message, { affectsCoverage: isCertain });
    return undefined;
  }
  try {
    const { components } = parseSbom(await file.bytes(), file.path, { maxBytes, maxValues });
    return components.filter(({ kind }) => kind === 'package');
  } catch (error) {
    if (!(error instanceof PlimsollError) || !error.code.startsWith('sbom/')) throw error;
    // Much is called `bom.json` that is none.
    if (isCertain) context.problem('catalog/sbom-unreadable', `${error.message}: what it names is left out`);
    return undefined;
  }
}

function assemble(records: readonly PlacedRecord<SbomRecord>[], context: AssembleContext): readonly CatalogedPackage[] {
  const { distro } = context;
  return mergeByPurl(
    records.flatMap(({ path, record }) =>
      record.flatMap((component) => {
        const one = packageOf(component, { distro, ecosystems });
        return one === undefined ? [] : [toPackage(one, path, context)];
      }),
    ),
  );
}

function toPackage(found: SbomPackage, path: string, context: AssembleContext): CatalogedPackage {
  const { locations: _elsewhere, foundBy: _byOthers, owner: _owner, ...one } = found;
  return { ...one, purl: ourPurl(one, context), origin: 'sbom', paths: [path] };
}

/** The purl that we would give the package, so that it is seen to be one that a package manager's database lists. */
function ourPurl(
  { purl, type, ecosystem }: Pick<SbomPackage, 'purl' | 'type' | 'ecosystem'>,
  { distro }: AssembleContext,
): string {
  const parts = parsePurl(purl);
  if (parts === undefined) return purl;
  const known = findEcosystem(ecosystem);
  if (known?.distro === undefined) {
    const name = parts.namespace === undefined ? (known?.normaliseName?.(parts.name) ?? parts.name) : parts.name;
    return formatPurl({ ...parts, name });
  }
  const { namespace, qualifier } = distroOfPackages(type, distro);
  const { arch, epoch } = parts.qualifiers ?? {};
  const qualifiers = { arch, distro: qualifier, epoch: epoch === '0' ? undefined : epoch };
  return formatPurl({ ...parts, ...(namespace !== undefined && { namespace }), qualifiers });
}
