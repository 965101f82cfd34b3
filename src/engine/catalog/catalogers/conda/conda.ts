import { formatPurl } from '#core/purl.ts';
import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, CatalogedPackage, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { readText } from '../../read-text.ts';
import { type CondaPackage, parseCondaMeta } from './parse-conda-meta.ts';

/** One installed package. */
export type CondaRecord = CondaPackage;

/** The largest record that is read, bytes: packages of ten thousand files have a few million. */
const maxRecordBytes = 16 * 1024 * 1024;

/** Conda packages as `conda list` lists them, in any environment of the image. */
export const conda = {
  name: 'conda',
  version: 1,
  about: {
    title: 'Conda packages, in any environment',
    reads: ['`**/conda-meta/*.json`'],
    gives: ['licence', 'build', 'channel', 'platform'],
    limits: ['records past 16 MiB'],
  },
  wants: (path) => path.endsWith('.json') && path.split('/').at(-2) === 'conda-meta',
  catalog,
  recordsAreIndependent: true,
  assemble: (records: readonly PlacedRecord<CondaRecord>[]) =>
    mergeByPurl(records.map(({ path, record }) => toPackage(record, path))),
} as const satisfies CatalogerPlugIn<CondaRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<CondaRecord | undefined> {
  const text = await readText(file, maxRecordBytes, context);
  return text === undefined ? undefined : parseCondaMeta(text, context.problem);
}

function toPackage(one: CondaPackage, path: string): CatalogedPackage {
  const { name, version, build, channel, subdir, license, pythonMetadata } = one;
  return {
    purl: formatPurl({
      type: 'conda',
      name: name.toLowerCase(),
      version,
      qualifiers: { build, channel, subdir },
    }),
    type: 'conda',
    ecosystem: 'conda',
    name,
    version,
    licenses: license === undefined ? [] : [license],
    details: {
      kind: 'conda',
      ...(build !== undefined && { build }),
      ...(channel !== undefined && { channel }),
      ...(subdir !== undefined && { subdir }),
    },
    paths: [path],
    files: pythonMetadata.map((file) => `${path.slice(0, path.lastIndexOf('conda-meta/'))}${file}`),
  };
}
