import { formatPurl } from '#core/purl.ts';
import type { LayerFile } from '#engine/image/index.ts';
import type {
  AssembleContext,
  CatalogContext,
  CatalogedPackage,
  CatalogerPlugIn,
  PlacedRecord,
} from '../../cataloger.ts';
import { type DistroOfPackages, distroOfPackages } from '../../distro-packages.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { decodeText } from '../../text-lines.ts';
import { copyrightLicenses } from './copyright-licenses.ts';
import { type DpkgPackage, parseStatus } from './parse-status.ts';

/** What one file says: the packages of a database, or the licences of the package that a directory is named after. */
export type DpkgRecord =
  | { readonly kind: 'packages'; readonly packages: readonly DpkgPackage[] }
  | { readonly kind: 'licenses'; readonly licenses: readonly string[] };

const statusPath = 'var/lib/dpkg/status';
const statusDirectory = 'var/lib/dpkg/status.d/';

/** Debian packages: dpkg's database, its split form in distroless images, and the copyright files for licences. */
export const dpkg = {
  name: 'dpkg',
  version: 1,
  about: {
    title: 'Debian packages (dpkg), also distroless',
    reads: ['`var/lib/dpkg/status`', '`var/lib/dpkg/status.d/*`', '`usr/share/doc/*/copyright`'],
    gives: ['licences', 'architecture', 'source package', 'maintainer', 'section'],
  },
  wants: (path) => path === statusPath || isStatusPart(path) || documentedPackage(path) !== undefined,
  catalog,
  assemble,
} as const satisfies CatalogerPlugIn<DpkgRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<DpkgRecord> {
  const text = decodeText(await file.bytes());
  if (documentedPackage(file.path) !== undefined) return { kind: 'licenses', licenses: copyrightLicenses(text) };
  if (file.path === statusPath && text !== '' && !text.endsWith('\n')) {
    context.problem(
      'catalog/database-truncated',
      "dpkg's database ends in the middle of a line: packages may be missing",
    );
  }
  return { kind: 'packages', packages: parseStatus(text, context.problem) };
}

function assemble(records: readonly PlacedRecord<DpkgRecord>[], context: AssembleContext): readonly CatalogedPackage[] {
  const licenses = new Map<string, readonly string[]>();
  const found: { readonly one: DpkgPackage; readonly path: string }[] = [];
  for (const { path, record } of records) {
    const documented = documentedPackage(path);
    if (record.kind === 'packages') found.push(...record.packages.map((one) => ({ one, path })));
    else if (documented !== undefined && record.licenses.length > 0) licenses.set(documented, record.licenses);
  }
  // Packages of one source share its copyright file: libgcc-s1's directory is a link to that of gcc-12-base.
  const bySource = new Map<string, readonly string[]>();
  for (const { one } of found) {
    const known = licenses.get(one.name);
    if (known !== undefined) bySource.set(sourceKey(one), known);
  }
  const distro = distroOfPackages('deb', context.distro);
  return mergeByPurl(
    found.map(({ one, path }) =>
      toPackage(one, { path, licenses: licenses.get(one.name) ?? bySource.get(sourceKey(one)) ?? [], distro }),
    ),
  );
}

function toPackage(
  one: DpkgPackage,
  { path, licenses, distro }: { path: string; licenses: readonly string[]; distro: DistroOfPackages },
): CatalogedPackage {
  const { name, version, architecture, source, ...facts } = one;
  return {
    purl: formatPurl({
      type: 'deb',
      ...(distro.namespace !== undefined && { namespace: distro.namespace }),
      name: name.toLowerCase(),
      version,
      qualifiers: { arch: architecture, distro: distro.qualifier },
    }),
    type: 'deb',
    ecosystem: distro.ecosystem,
    name,
    version,
    source: source ?? { name, version },
    ...(architecture !== undefined && { architecture }),
    licenses,
    details: { kind: 'deb', ...facts },
    paths: [path],
  };
}

function sourceKey(one: DpkgPackage): string {
  return one.source === undefined ? `${one.name} ${one.version}` : `${one.source.name} ${one.source.version}`;
}

/** A file of `status.d`, where distroless images keep one package each; `NAME.md5sums` beside it is none. */
function isStatusPart(path: string): boolean {
  if (!path.startsWith(statusDirectory) || path.endsWith('.md5sums')) return false;
  return path.length > statusDirectory.length && !path.includes('/', statusDirectory.length);
}

/** The package that `usr/share/doc/NAME/copyright` speaks of. */
function documentedPackage(path: string): string | undefined {
  if (!path.startsWith('usr/share/doc/') || !path.endsWith('/copyright')) return undefined;
  const name = path.slice('usr/share/doc/'.length, -'/copyright'.length);
  return name === '' || name.includes('/') ? undefined : name;
}
