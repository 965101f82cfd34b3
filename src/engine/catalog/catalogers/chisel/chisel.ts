import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
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
import { systemPackage } from '../../system-package.ts';
import { decodeText } from '../../text-lines.ts';
import { type ChiselPackage, parseWall } from './parse-wall.ts';

/** The packages of a manifest. */
export type ChiselRecord = readonly ChiselPackage[];

const decompress = promisify(zstdDecompress);
const fileName = 'manifest.wall';
const maxBytes = 16 * 1024 * 1024;
const maxUnpackedBytes = 64 * 1024 * 1024;

/** Packages of Ubuntu of which chisel installed parts only, and kept no database of dpkg's: from its manifest, wherever that is. */
export const chisel = {
  name: 'chisel',
  version: 1,
  about: {
    title: 'Ubuntu packages cut by chisel',
    reads: ['`**/manifest.wall`'],
    gives: ['architecture', 'files that it owns'],
  },
  wants: (path) => path.endsWith(`/${fileName}`) || path === fileName,
  catalog,
  assemble,
} as const satisfies CatalogerPlugIn<ChiselRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<ChiselRecord | undefined> {
  const text = file.size > maxBytes ? undefined : await unpack(await file.bytes());
  const packages = text === undefined ? undefined : parseWall(text, context.problem);
  if (packages === undefined) {
    const message = 'it cannot be read as a manifest of chisel: the packages that it lists are missing';
    context.problem('catalog/manifest-unreadable', message);
  }
  return packages;
}

async function unpack(bytes: Uint8Array): Promise<string | undefined> {
  try {
    return decodeText(await decompress(bytes, { maxOutputLength: maxUnpackedBytes }));
  } catch {
    return undefined;
  }
}

function assemble(
  records: readonly PlacedRecord<ChiselRecord>[],
  context: AssembleContext,
): readonly CatalogedPackage[] {
  const distro = distroOfPackages('deb', context.distro);
  for (const { path, record } of records) {
    if (record.length === 0) continue;
    const message =
      "chisel's manifest does not say what its packages are built from, by which advisories are written: vulnerabilities of those whose source has another name are missed";
    context.problem('catalog/source-packages-unknown', path, message);
  }
  return mergeByPurl(records.flatMap(({ path, record }) => record.map((one) => toPackage(one, path, distro))));
}

function toPackage(
  { name, version, architecture, files }: ChiselPackage,
  path: string,
  distro: DistroOfPackages,
): CatalogedPackage {
  const facts = { type: 'deb', name, version, architecture, details: { kind: 'deb' }, path } as const;
  return systemPackage({ ...facts, ...(files !== undefined && { files: packedPaths(files) }) }, distro);
}
