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
import { packedPaths } from '../../owned-paths.ts';
import { statedLicenses } from '../../spdx-expression.ts';
import { systemPackage } from '../../system-package.ts';
import { decodeText } from '../../text-lines.ts';
import { type ApkPackage, parseInstalled } from './parse-installed.ts';

/** The packages that a database lists. */
export type ApkRecord = readonly ApkPackage[];

/** Where apk keeps its database: before and after `/lib` became a link to `/usr/lib`. */
const databasePaths = new Set(['lib/apk/db/installed', 'usr/lib/apk/db/installed']);

/** Alpine packages, and those of the other distros that use apk (Wolfi, Chainguard). */
export const apk = {
  name: 'apk',
  version: 2,
  about: {
    title: 'Alpine packages (apk), also of Wolfi and Chainguard',
    reads: ['`lib/apk/db/installed`', '`usr/lib/apk/db/installed`'],
    gives: ['licences', 'architecture', 'source package (origin)', 'maintainer', 'files that it owns'],
  },
  wants: (path) => databasePaths.has(path),
  catalog: async (file: LayerFile, context: CatalogContext) =>
    parseInstalled(decodeText(await file.bytes()), context.problem),
  assemble,
} as const satisfies CatalogerPlugIn<ApkRecord>;

function assemble(records: readonly PlacedRecord<ApkRecord>[], context: AssembleContext): readonly CatalogedPackage[] {
  const distro = distroOfPackages('apk', context.distro);
  return mergeByPurl(records.flatMap(({ path, record }) => record.map((one) => toPackage(one, path, distro))));
}

function toPackage(one: ApkPackage, path: string, distro: DistroOfPackages): CatalogedPackage {
  const { name, version, architecture, origin = name, maintainer } = one;
  const facts = { type: 'apk', name, version, architecture, path } as const;
  return systemPackage(
    {
      ...facts,
      // A package built from another's recipe has that one's version.
      source: { name: origin, version },
      licenses: statedLicenses(one.license),
      details: { kind: 'apk', ...(maintainer !== undefined && { maintainer }) },
      ...(one.files !== undefined && { files: packedPaths(one.files) }),
    },
    distro,
  );
}
