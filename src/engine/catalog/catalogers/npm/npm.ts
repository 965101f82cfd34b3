import { formatPurl } from '#core/purl.ts';
import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, CatalogedPackage, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { decodeText } from '../../text-lines.ts';
import { installedPackageName } from './package-path.ts';
import { type NpmPackage, parseManifest } from './parse-manifest.ts';

/** The manifest of one installed package. */
export type NpmRecord = NpmPackage;

/** The largest manifest that is parsed, bytes; the largest of npm's registry are about a tenth of it. */
const maxManifestBytes = 8 * 1024 * 1024;

/** Packages installed by npm, pnpm or Yarn (with `node_modules`): what `npm ls --all` lists, found anywhere in the image; and what Debian packs of them. */
export const npm = {
  name: 'npm',
  version: 2,
  about: {
    title: 'npm packages as installed',
    reads: [
      '`**/node_modules/**/package.json`',
      '`usr/share/nodejs/**/package.json`',
      '`usr/lib/*/nodejs/**/package.json`',
    ],
    gives: ['licences'],
    limits: ['a `package.json` of up to 8 MiB'],
  },
  wants: (path) => installedPackageName(path) !== undefined,
  catalog,
  recordsAreIndependent: true,
  assemble: (records: readonly PlacedRecord<NpmRecord>[]) =>
    mergeByPurl(records.map(({ path, record }) => toPackage(record, path))),
} as const satisfies CatalogerPlugIn<NpmRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<NpmRecord | undefined> {
  const installedAs = installedPackageName(file.path);
  if (installedAs === undefined) return undefined;
  if (file.size > maxManifestBytes) {
    context.problem(
      'catalog/manifest-too-large',
      `the package.json of ${installedAs} has ${file.size} bytes, more than the ${maxManifestBytes} that are read: the package is left out`,
    );
    return undefined;
  }
  return parseManifest(decodeText(await file.bytes()), installedAs, context.problem);
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
    details: { kind: 'npm', ...(one.private === true && { private: true }) },
    paths: [path],
  };
}
