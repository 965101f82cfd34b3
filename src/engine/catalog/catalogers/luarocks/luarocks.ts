import { formatPurl } from '#core/purl.ts';
import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, CatalogedPackage, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { readText } from '../../read-text.ts';
import { parseRockspec, type Rock, rockOfPath } from './parse-rockspec.ts';

/** One installed rock. */
export type LuaRocksRecord = Rock;

const maxRockspecBytes = 1024 * 1024;

/** Lua rocks as `luarocks list` lists them, in any tree of the image. */
export const luarocks = {
  name: 'luarocks',
  version: 1,
  about: {
    title: 'Lua rocks, in any tree',
    reads: ['`**/rocks-*/NAME/VERSION/NAME-VERSION.rockspec`'],
    gives: ['licence'],
    limits: ['rockspecs past 1 MiB'],
  },
  wants: (path) => rockOfPath(path) !== undefined,
  catalog,
  recordsAreIndependent: true,
  assemble: (records: readonly PlacedRecord<LuaRocksRecord>[]) =>
    mergeByPurl(records.map(({ path, record }) => toPackage(record, path))),
} as const satisfies CatalogerPlugIn<LuaRocksRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<LuaRocksRecord | undefined> {
  const rock = rockOfPath(file.path);
  const text = await readText(file, maxRockspecBytes, context);
  return rock === undefined || text === undefined ? undefined : parseRockspec(text, rock, context.problem);
}

function toPackage({ name, version, license }: Rock, path: string): CatalogedPackage {
  return {
    purl: formatPurl({ type: 'luarocks', name, version }),
    type: 'luarocks',
    ecosystem: 'luarocks',
    name,
    version,
    // The name under which Lua's own licence was known before it had an SPDX identifier.
    licenses: license === undefined ? [] : [license === 'MIT/X11' ? 'MIT' : license],
    paths: [path],
  };
}
