import { isRecord } from '#core/json.ts';
import { formatPurl } from '#core/purl.ts';
import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, CatalogedPackage, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { unknownEcosystem } from '../../distro-packages.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { parseJson } from '../../parse-json.ts';
import { readText } from '../../read-text.ts';

/** What a receipt says beside what its place does. */
export type HomebrewRecord = { readonly tap?: string };

const receiptPattern =
  /(?:^|\/)Cellar\/([a-z0-9][a-z0-9@+._-]{0,127})\/([A-Za-z0-9][\w.+,-]{0,127})\/INSTALL_RECEIPT\.json$/;
const maxBytes = 4 * 1024 * 1024;

/** Packages of Homebrew on Linux, from the receipts in its Cellar: what `brew list --versions` lists. Nobody publishes advisories for them. */
export const homebrew = {
  name: 'homebrew',
  version: 1,
  about: {
    title: 'Homebrew packages',
    reads: ['`**/Cellar/*/*/INSTALL_RECEIPT.json`'],
    gives: ['tap'],
  },
  wants: (path) => receiptOf(path) !== undefined,
  catalog,
  recordsAreIndependent: true,
  assemble: (records: readonly PlacedRecord<HomebrewRecord>[]) => mergeByPurl(records.flatMap(toPackage)),
} as const satisfies CatalogerPlugIn<HomebrewRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<HomebrewRecord | undefined> {
  const text = await readText(file, maxBytes, context);
  const receipt = text === undefined ? undefined : parseJson(text);
  if (!isRecord(receipt)) {
    context.problem(
      'catalog/manifest-unreadable',
      'it cannot be read as a receipt of Homebrew: the package is left out',
    );
    return undefined;
  }
  const tap = isRecord(receipt.source) ? receipt.source.tap : undefined;
  return typeof tap === 'string' && /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(tap) ? { tap } : {};
}

function toPackage({ path, record: { tap } }: PlacedRecord<HomebrewRecord>): readonly CatalogedPackage[] {
  const one = receiptOf(path);
  if (one === undefined) return [];
  const isCore = tap === undefined || tap === 'homebrew/core';
  return [
    {
      purl: formatPurl({
        type: 'brew',
        name: one.name,
        version: one.version,
        ...(!isCore && { qualifiers: { tap } }),
      }),
      type: 'brew',
      ecosystem: unknownEcosystem,
      name: one.name,
      version: one.version,
      licenses: [],
      paths: [path],
    },
  ];
}

function receiptOf(path: string): { readonly name: string; readonly version: string } | undefined {
  if (!path.endsWith('/INSTALL_RECEIPT.json')) return undefined;
  const [, name, version] = receiptPattern.exec(path) ?? [];
  return name === undefined || version === undefined ? undefined : { name, version };
}
