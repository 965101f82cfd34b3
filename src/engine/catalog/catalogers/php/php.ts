import { formatPurl } from '#core/purl.ts';
import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, CatalogedPackage, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { quote } from '../../quote.ts';
import { readText } from '../../read-text.ts';
import { type ComposerPackage, parseInstalledJson, parseInstalledPhp } from './composer-package.ts';
import { type PearPackage, parsePearEntry } from './pear-package.ts';

/** What one file says: the packages of Composer's list, or the one of an entry of PEAR's registry. */
export type PhpRecord =
  | { readonly kind: 'composer'; readonly packages: readonly ComposerPackage[] }
  | { readonly kind: 'pear'; readonly package: PearPackage };

const maxListBytes = 64 * 1024 * 1024;
const maxEntryBytes = 16 * 1024 * 1024;

/**
 * PHP packages as Composer installs them in projects, and extensions and libraries of PEAR and PECL. Composer's two lists say the same; the one with
 * licences counts where both are there.
 */
export const php = {
  name: 'php',
  version: 1,
  about: {
    title: 'PHP packages as installed by Composer, PEAR and PECL',
    reads: ['`**/composer/installed.json`', '`**/composer/installed.php`', '`**/.registry/**/*.reg`'],
    gives: ['licences', 'commit', 'whether it is for development only'],
  },
  wants: (path) => fileKind(path) !== undefined,
  catalog,
  assemble,
} as const satisfies CatalogerPlugIn<PhpRecord>;

function fileKind(path: string): 'json' | 'php' | 'reg' | undefined {
  if (isNamed(path, 'composer/installed.json')) return 'json';
  if (isNamed(path, 'composer/installed.php')) return 'php';
  return path.endsWith('.reg') && /(?:^|\/)\.registry\/(?:\.channel\.[^/]+\/)?[^/]+$/.test(path) ? 'reg' : undefined;
}

const isNamed = (path: string, name: string) => path.endsWith(name) && (path === name || path.endsWith(`/${name}`));

async function catalog(file: LayerFile, context: CatalogContext): Promise<PhpRecord | undefined> {
  const unreadable = (what: string) => {
    context.problem('catalog/manifest-unreadable', `${file.path} is no ${what}: its packages are left out`);
    return undefined;
  };
  const kind = fileKind(file.path);
  if (kind === 'reg') {
    const entry = file.size <= maxEntryBytes ? parsePearEntry(await file.bytes()) : undefined;
    return entry === undefined ? unreadable("entry of PEAR's registry") : { kind: 'pear', package: entry };
  }
  const text = await readText(file, maxListBytes, context);
  if (text === undefined) return undefined;
  const list = kind === 'json' ? parseInstalledJson(text) : parseInstalledPhp(text);
  if (list === undefined) return unreadable('list of Composer');
  for (const invalid of list.invalid) {
    context.problem('catalog/package-name-invalid', `${quote(invalid)} is no package of Composer: it is left out`);
  }
  return { kind: 'composer', packages: list.packages };
}

function assemble(records: readonly PlacedRecord<PhpRecord>[]): readonly CatalogedPackage[] {
  const lists = new Set(records.map(({ path }) => path));
  const found = records.flatMap(({ path, record }) => {
    if (record.kind === 'pear') return [pearPackage(record.package, path)];
    const isSecond = path.endsWith('.php') && lists.has(`${path.slice(0, -'.php'.length)}.json`);
    return isSecond ? [] : record.packages.map((one) => composerPackage(one, path));
  });
  return mergeByPurl(found);
}

function composerPackage(one: ComposerPackage, path: string): CatalogedPackage {
  const { name, version, licenses, commit, development } = one;
  const [namespace = '', short = ''] = name.split('/');
  return {
    purl: formatPurl({ type: 'composer', namespace, name: short, version }),
    type: 'composer',
    ecosystem: 'packagist',
    name,
    version,
    licenses,
    details: {
      kind: 'packagist',
      ...(development !== undefined && { development }),
      ...(commit !== undefined && { commit }),
    },
    paths: [path],
  };
}

function pearPackage({ channel, name, version, licenses }: PearPackage, path: string): CatalogedPackage {
  return {
    purl: formatPurl({ type: 'pear', namespace: channel, name, version }),
    type: 'pear',
    ecosystem: 'pear',
    name: `${channel}/${name}`,
    version,
    licenses,
    details: { kind: 'pear', channel },
    paths: [path],
  };
}
