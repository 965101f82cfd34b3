import { formatPurl } from '#core/purl.ts';
import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogedPackage, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { decodeText } from '../../text-lines.ts';
import { type PluginHeader, parsePluginHeader } from './plugin-header.ts';

/** WordPress looks no further for the header of a plugin. */
const headerBytes = 8 * 1024;
/** `wp-content/plugins/SLUG/FILE.php`: a plugin's main file lies right in its folder. */
const mainFile = /(?:^|\/)wp-content\/plugins\/([a-zA-Z0-9][a-zA-Z0-9._-]{0,199})\/[^/]+\.php$/;

/** Plugins of WordPress as its own screen lists them, by the header of their main files; named by their folder, as in its directory. */
export const wordpress = {
  name: 'wordpress',
  version: 1,
  about: {
    title: 'WordPress plugins, active or not',
    reads: ['`**/wp-content/plugins/NAME/*.php`'],
    gives: ['licence'],
    limits: ['plugins of a single file, and those that say no version, are left out'],
  },
  wants: (path) => mainFile.test(path),
  catalog: async (file) => parsePluginHeader(decodeText(await headOf(file))),
  recordsAreIndependent: true,
  assemble: (records: readonly PlacedRecord<PluginHeader>[]) =>
    mergeByPurl(records.flatMap(({ path, record }) => toPackage(record, path))),
} as const satisfies CatalogerPlugIn<PluginHeader>;

async function headOf(file: LayerFile): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of file.stream()) {
    // Chunks are valid until the next one.
    pieces.push(Uint8Array.from(bytes.subarray(0, headerBytes - length)));
    length += bytes.length;
    if (length >= headerBytes) break;
  }
  return Buffer.concat(pieces);
}

function toPackage({ version, license }: PluginHeader, path: string): readonly CatalogedPackage[] {
  const name = mainFile.exec(path)?.[1];
  if (name === undefined) return [];
  return [
    {
      purl: formatPurl({ type: 'wordpress-plugin', name, version }),
      type: 'wordpress-plugin',
      ecosystem: 'wordpress',
      name,
      version,
      licenses: license === undefined ? [] : [license],
      paths: [path],
    },
  ];
}
