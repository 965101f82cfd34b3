import { formatPurl } from '#core/purl.ts';
import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, CatalogedPackage, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { readText } from '../../read-text.ts';
import { type Gem, parseGemspec } from './parse-gemspec.ts';
import { specificationPlace } from './specification-path.ts';

/** The gem of one specification. */
export type RubyRecord = Gem;

/** The largest specification that is read, bytes: RubyGems leaves out the list of files when it installs. */
const maxSpecificationBytes = 4 * 1024 * 1024;

/** Gems as RubyGems and Bundler install them, and those that come with Ruby: what `gem list` lists, in any gem home of the image. */
export const ruby = {
  name: 'ruby',
  version: 1,
  about: {
    title: 'Ruby gems as installed, also those that Ruby brings',
    reads: ['`**/specifications/*.gemspec`', '`**/specifications/default/*.gemspec`', '`**/bundler/gems/*/*.gemspec`'],
    gives: ['licences', 'platform', 'whether it came with Ruby'],
    limits: ['specifications as RubyGems writes them: no Ruby is evaluated'],
  },
  wants: (path) => specificationPlace(path) !== undefined,
  catalog,
  recordsAreIndependent: true,
  assemble: (records: readonly PlacedRecord<RubyRecord>[]) =>
    mergeByPurl(records.map(({ path, record }) => toPackage(record, path))),
} as const satisfies CatalogerPlugIn<RubyRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<RubyRecord | undefined> {
  const text = await readText(file, maxSpecificationBytes, context);
  const gem = text === undefined ? undefined : parseGemspec(text);
  if (text !== undefined && gem === undefined) {
    context.problem(
      'catalog/manifest-unreadable',
      `${file.path} does not say name and version of a gem as RubyGems writes them: the gem is left out`,
    );
  }
  return gem;
}

function toPackage({ name, version, platform, licenses }: Gem, path: string): CatalogedPackage {
  return {
    purl: formatPurl({ type: 'gem', name, version, qualifiers: { platform } }),
    type: 'gem',
    ecosystem: 'rubygems',
    name,
    version,
    licenses,
    details: {
      kind: 'rubygems',
      ...(platform !== undefined && { platform }),
      ...(specificationPlace(path) === 'default' && { default: true }),
    },
    paths: [path],
  };
}
