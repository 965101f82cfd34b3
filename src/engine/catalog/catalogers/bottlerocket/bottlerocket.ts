import { isRecord } from '#core/json.ts';
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
import { parseJson } from '../../parse-json.ts';
import { readText } from '../../read-text.ts';
import { systemPackage } from '../../system-package.ts';

/** The packages of an inventory. */
export type BottlerocketRecord = readonly Application[];

type Application = {
  readonly name: string;
  readonly version: string;
  readonly release?: string;
  readonly epoch?: number;
  readonly architecture?: string;
  readonly publisher?: string;
};

const inventoryPath = 'usr/share/bottlerocket/application-inventory.json';
const maxBytes = 16 * 1024 * 1024;
const wordPattern = /^[A-Za-z0-9][\w.+~^:-]{0,511}$/;

/** Packages of Bottlerocket, which keeps no rpm database: from the inventory that it was built with. */
export const bottlerocket = {
  name: 'bottlerocket',
  version: 1,
  about: {
    title: 'Bottlerocket packages',
    reads: [`\`${inventoryPath}\``],
    gives: ['architecture', 'epoch', 'vendor'],
  },
  wants: (path) => path === inventoryPath,
  catalog,
  assemble,
} as const satisfies CatalogerPlugIn<BottlerocketRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<BottlerocketRecord | undefined> {
  const text = await readText(file, maxBytes, context);
  if (text === undefined) return undefined;
  const inventory = parseJson(text);
  const content: unknown = isRecord(inventory) ? inventory.Content : undefined;
  if (!Array.isArray(content)) {
    const message = 'it cannot be read as an inventory of Bottlerocket: the packages that it lists are missing';
    context.problem('catalog/manifest-unreadable', message);
    return undefined;
  }
  return content.flatMap((entry: unknown) => {
    const one = readApplication(entry);
    if (one === undefined) context.problem('catalog/package-invalid', 'an entry is no package: it is left out');
    return one ?? [];
  });
}

function readApplication(entry: unknown): Application | undefined {
  if (!isRecord(entry)) return undefined;
  const { Name: name, Version: version, Release: release, Epoch: epoch, Architecture: architecture } = entry;
  if (!isWord(name) || !isWord(version)) return undefined;
  const publisher = entry.Publisher;
  return {
    name,
    version,
    ...(isWord(release) && { release }),
    ...(typeof epoch === 'string' && /^\d{1,9}$/.test(epoch) && { epoch: Number(epoch) }),
    ...(isWord(architecture) && { architecture }),
    ...(typeof publisher === 'string' && publisher.length <= 256 && { publisher }),
  };
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && wordPattern.test(value);
}

function assemble(
  records: readonly PlacedRecord<BottlerocketRecord>[],
  context: AssembleContext,
): readonly CatalogedPackage[] {
  const distro = distroOfPackages('rpm', context.distro);
  return mergeByPurl(records.flatMap(({ path, record }) => record.map((one) => toPackage(one, path, distro))));
}

function toPackage(one: Application, path: string, distro: DistroOfPackages): CatalogedPackage {
  const { name, epoch, architecture, publisher } = one;
  const version = one.release === undefined ? one.version : `${one.version}-${one.release}`;
  const known = { ...(epoch !== undefined && { epoch }), ...(publisher !== undefined && { vendor: publisher }) };
  return systemPackage(
    { type: 'rpm', name, version, epoch, architecture, details: { kind: 'rpm', ...known }, path },
    distro,
  );
}
