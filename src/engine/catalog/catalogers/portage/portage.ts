import { formatPurl } from '#core/purl.ts';
import type { LayerFile } from '#engine/image/index.ts';
import type {
  AssembleContext,
  CatalogContext,
  CatalogedPackage,
  CatalogerPlugIn,
  PlacedRecord,
} from '../../cataloger.ts';
import { distroOfPackages } from '../../distro-packages.ts';
import { createPackPaths, noteTooManyFiles, type OwnedPaths, packedPaths } from '../../owned-paths.ts';
import { readText } from '../../read-text.ts';
import { statedLicenses } from '../../spdx-expression.ts';
import { textLines } from '../../text-lines.ts';
import { installedPackage } from './installed-package.ts';

/** What one file of a package's directory says: what it installed, or a fact in one line. */
export type PortageRecord =
  | { readonly kind: 'contents'; readonly paths?: OwnedPaths }
  | { readonly kind: 'fact'; readonly value: string };

const maxContentsBytes = 64 * 1024 * 1024;
const maxFactBytes = 64 * 1024;
const maxFactLength = 512;

/** Packages of Gentoo, from the directories that Portage keeps of what it installed: what `qlist -Iv` lists. */
export const portage = {
  name: 'portage',
  version: 1,
  about: {
    title: 'Gentoo packages (Portage)',
    reads: ['`var/db/pkg/*/*/{CONTENTS,LICENSE,SLOT,repository}`'],
    gives: ['licences', 'slot', 'repository', 'files that it owns'],
  },
  wants: (path) => installedPackage(path) !== undefined,
  catalog,
  assemble,
} as const satisfies CatalogerPlugIn<PortageRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<PortageRecord | undefined> {
  const isContents = installedPackage(file.path)?.file === 'CONTENTS';
  const text = await readText(file, isContents ? maxContentsBytes : maxFactBytes, context);
  // That it is there says that the package is, whatever it says of files.
  if (text === undefined) return isContents ? { kind: 'contents' } : undefined;
  if (!isContents) {
    const value = text.trim().replace(/\s+/g, ' ');
    return value === '' || value.length > maxFactLength ? undefined : { kind: 'fact', value };
  }
  const paths = createPackPaths()(installedFiles(text));
  if (paths === undefined) noteTooManyFiles(context);
  return { kind: 'contents', ...(paths !== undefined && { paths }) };
}

/** `obj PATH MD5 TIME`, `sym PATH -> TARGET TIME`, `dir PATH` (wiki.gentoo.org, "Portage/VDB"); paths may hold blanks. */
function* installedFiles(text: string): Generator<string> {
  for (const line of textLines(text)) {
    if (line.startsWith('obj ')) {
      const digest = line.lastIndexOf(' ', line.lastIndexOf(' ') - 1);
      if (digest > 4) yield line.slice(4, digest);
    } else if (line.startsWith('sym ')) {
      const arrow = line.indexOf(' -> ');
      if (arrow > 4) yield line.slice(4, arrow);
    }
  }
}

function assemble(
  records: readonly PlacedRecord<PortageRecord>[],
  context: AssembleContext,
): readonly CatalogedPackage[] {
  const distro = distroOfPackages('ebuild', context.distro);
  const facts = new Map<string, string>();
  for (const { path, record } of records) if (record.kind === 'fact') facts.set(path, record.value);
  return records.flatMap(({ path, record }): readonly CatalogedPackage[] => {
    const one = installedPackage(path);
    if (record.kind !== 'contents' || one === undefined) return [];
    const factOf = (name: string) => facts.get(`${path.slice(0, -'CONTENTS'.length)}${name}`);
    const [license, slot, repository] = [factOf('LICENSE'), factOf('SLOT'), factOf('repository')];
    return [
      {
        purl: formatPurl({
          type: 'ebuild',
          namespace: one.category,
          name: one.name,
          version: one.version,
          qualifiers: { distro: distro.qualifier, repository },
        }),
        type: 'ebuild',
        ecosystem: distro.ecosystem,
        name: `${one.category}/${one.name}`,
        version: one.version,
        licenses: statedLicenses(license),
        details: {
          kind: 'ebuild',
          ...(slot !== undefined && { slot }),
          ...(repository !== undefined && { repository }),
        },
        paths: [path],
        ...(record.paths !== undefined && { files: packedPaths(record.paths) }),
      },
    ];
  });
}
