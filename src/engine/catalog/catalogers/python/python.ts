import { formatPurl } from '#core/purl.ts';
import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, CatalogedPackage, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { readText } from '../../read-text.ts';
import { shortText } from '../../short-text.ts';
import { metadataPath } from './metadata-path.ts';
import { type DirectUrl, parseDirectUrl } from './parse-direct-url.ts';
import { type PythonPackage, parseMetadata } from './parse-metadata.ts';
import { readEgg } from './read-egg.ts';

/** What one file says: which package its directory stands for, or how that came there. */
export type PythonRecord =
  | { readonly kind: 'package'; readonly package: PythonPackage }
  | { readonly kind: 'direct-url'; readonly directUrl: DirectUrl }
  | { readonly kind: 'egg-link'; readonly target: string }
  | { readonly kind: 'installer'; readonly installer?: string };

/** The largest metadata that is read, bytes; most of it is the package's description. */
const maxMetadataBytes = 8 * 1024 * 1024;
const maxTargetLength = 4096;
const maxEggBytes = 64 * 1024 * 1024;

/**
 * Python packages as pip and others install them, anywhere in the image: wheels, eggs, distutils. Those in `setuptools/_vendor`
 * and the like are there too, since their code is.
 */
export const python = {
  name: 'python',
  version: 1,
  about: {
    title: 'Python packages as installed: wheels, eggs, egg-info',
    reads: [
      '`**/*.dist-info/METADATA`',
      '`**/*.egg-info`',
      '`**/*.egg-info/PKG-INFO`',
      '`**/EGG-INFO/PKG-INFO`',
      '`**/*.egg`',
    ],
    gives: ['licences', 'where it was installed from'],
  },
  wants: (path) => metadataPath(path) !== undefined,
  catalog,
  assemble,
} as const satisfies CatalogerPlugIn<PythonRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<PythonRecord | undefined> {
  const place = metadataPath(file.path);
  if (place === undefined) return undefined;
  const isEgg = place.kind === 'egg';
  if (isEgg && file.size <= maxEggBytes) {
    const metadata = readEgg(await file.bytes(), context.problem);
    return metadata === undefined ? undefined : packageRecord(metadata, place.home, context);
  }
  const text = await readText(file, isEgg ? maxEggBytes : maxMetadataBytes, context);
  if (text === undefined) return undefined;
  switch (place.kind) {
    case 'installer':
      return { kind: 'installer', ...shortText('installer', text.trim()) };
    case 'egg-link':
      return { kind: 'egg-link', target: text.split('\n', 1)[0]?.trim().slice(0, maxTargetLength) ?? '' };
    case 'direct-url':
      return directUrlRecord(text, context);
    case 'metadata':
    case 'egg':
      return packageRecord(text, place.home, context);
  }
}

function packageRecord(text: string, home: string, context: CatalogContext): PythonRecord | undefined {
  const found = parseMetadata(text, home, context.problem);
  return found === undefined ? undefined : { kind: 'package', package: found };
}

function directUrlRecord(text: string, context: CatalogContext): PythonRecord | undefined {
  const directUrl = parseDirectUrl(text);
  if (directUrl !== undefined) return { kind: 'direct-url', directUrl };
  context.problem(
    'catalog/manifest-unreadable',
    'direct_url.json names no URL: where the package comes from is not known',
  );
  return undefined;
}

function assemble(records: readonly PlacedRecord<PythonRecord>[]): readonly CatalogedPackage[] {
  const circumstances = circumstancesOf(records);
  return mergeByPurl(
    records.flatMap(({ path, record }) => {
      const home = metadataPath(path)?.home ?? path;
      return record.kind === 'package' ? [toPackage(record.package, path, circumstances(home))] : [];
    }),
  );
}

/** How a package came there. */
interface Circumstances {
  readonly directUrl?: DirectUrl | undefined;
  readonly installer?: string | undefined;
  readonly isEditable: boolean;
}

/** Collects what files beside the metadata say of it, by its home. */
function circumstancesOf(records: readonly PlacedRecord<PythonRecord>[]): (home: string) => Circumstances {
  const origins = new Map<string, DirectUrl>();
  const installers = new Map<string, string>();
  const editable = new Set<string>();
  for (const { path, record } of records) {
    const home = metadataPath(path)?.home ?? path;
    if (record.kind === 'direct-url') origins.set(home, record.directUrl);
    if (record.kind === 'installer' && record.installer !== undefined) installers.set(home, record.installer);
    if (record.kind === 'egg-link') editable.add(record.target.replace(/^\//, ''));
  }
  return (home) => ({
    directUrl: origins.get(home),
    installer: installers.get(home),
    isEditable: origins.get(home)?.editable === true || editable.has(home.slice(0, Math.max(0, home.lastIndexOf('/')))),
  });
}

function toPackage(one: PythonPackage, path: string, how: Circumstances): CatalogedPackage {
  const { name, version, licenses } = one;
  return {
    purl: formatPurl({
      type: 'pypi',
      // The purl type's own rule, which keeps the dots that PEP 503 makes hyphens.
      name: name.toLowerCase().replaceAll('_', '-'),
      version,
      qualifiers: { vcs_url: vcsUrl(how.directUrl) },
    }),
    type: 'pypi',
    ecosystem: 'pypi',
    name,
    version,
    licenses,
    details: {
      kind: 'python',
      ...(how.installer !== undefined && { installer: how.installer }),
      ...(how.directUrl !== undefined && { directUrl: how.directUrl.url }),
      ...(how.directUrl?.commit !== undefined && { commit: how.directUrl.commit }),
      ...(how.isEditable && { editable: true }),
    },
    paths: [path],
  };
}

/** purl's qualifier for software taken from version control: `git+https://host/path@commit`. */
function vcsUrl(directUrl: DirectUrl | undefined): string | undefined {
  if (directUrl?.vcs === undefined) return undefined;
  return `${directUrl.vcs}+${directUrl.url}${directUrl.commit === undefined ? '' : `@${directUrl.commit}`}`;
}
