import { posix } from 'node:path';
import { standsAlone } from '#core/package.ts';
import { formatPurl } from '#core/purl.ts';
import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, CatalogedPackage, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { decodeText } from '../../text-lines.ts';
import { installedPackageName, mayStandAlone } from './package-path.ts';
import { type NpmPackage, parseManifest, parseStandaloneManifest } from './parse-manifest.ts';

/** The manifest of one installed package. */
export type NpmRecord = NpmPackage;

/** The largest manifest that is parsed, bytes; the largest of npm's registry are about a tenth of it. */
const maxManifestBytes = 8 * 1024 * 1024;

/**
 * Packages installed by npm, pnpm or Yarn (with `node_modules`): what `npm ls --all` lists, found anywhere in the image, and what
 * Debian packs of them; besides, marked as standing alone, whatever else has a manifest with a name and a version.
 */
export const npm = {
  name: 'npm',
  version: 3,
  about: {
    title: 'npm packages as installed, unpacked by hand, or carried by others; applications with a manifest',
    reads: ['`**/package.json`'],
    gives: ['licences', 'whether it stands alone: npm has not installed it where it is', 'whether it is private'],
    limits: [
      'a `package.json` of up to 8 MiB',
      'those in tests, fixtures and examples of installed packages are passed over, as are those that say no version',
      'an application that its manifest calls private is listed and not looked up',
    ],
  },
  wants: (path) => mayStandAlone(path) || installedPackageName(path) !== undefined,
  catalog,
  recordsAreIndependent: true,
  assemble: (records: readonly PlacedRecord<NpmRecord>[]) =>
    mergeByPurl(installedFirst(records.map(({ path, record }) => toPackage(record, path)))),
} as const satisfies CatalogerPlugIn<NpmRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<NpmRecord | undefined> {
  const installedAs = installedPackageName(file.path);
  if (file.size > maxManifestBytes) {
    context.problem(
      'catalog/manifest-too-large',
      `the package.json of ${installedAs ?? posix.dirname(file.path)} has ${file.size} bytes, more than the ${maxManifestBytes} that are read: the package is left out`,
    );
    return undefined;
  }
  const text = decodeText(await file.bytes());
  return installedAs === undefined ? parseStandaloneManifest(text) : parseManifest(text, installedAs, context.problem);
}

/** What stands alone in one place and is installed in another is installed. */
function installedFirst(packages: readonly CatalogedPackage[]): readonly CatalogedPackage[] {
  const [installed, alone] = [packages.filter((one) => !standsAlone(one)), packages.filter(standsAlone)];
  return alone.length === 0 ? packages : [...installed, ...alone];
}

function toPackage(one: NpmPackage, path: string): CatalogedPackage {
  const slash = one.name.lastIndexOf('/');
  return {
    purl: formatPurl({
      type: 'npm',
      ...(slash > 0 && { namespace: one.name.slice(0, slash) }),
      name: one.name.slice(slash + 1),
      version: one.version,
    }),
    type: 'npm',
    ecosystem: 'npm',
    name: one.name,
    version: one.version,
    licenses: one.licenses,
    details: {
      kind: 'npm',
      ...(one.private === true && { private: true }),
      ...(installedPackageName(path) === undefined && { standsAlone: true }),
    },
    paths: [path],
  };
}
