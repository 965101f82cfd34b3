import { formatPurl } from '#core/purl.ts';
import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, CatalogedPackage, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { readText } from '../../read-text.ts';
import { parseDescription, type RPackage } from './parse-description.ts';

/** The description of one installed package. */
export type RRecord = RPackage;

const ending = '/DESCRIPTION';
const maxDescriptionBytes = 1024 * 1024;

/** R packages as `installed.packages()` lists them, in any library of the image: those of R itself, CRAN's, Bioconductor's. */
export const r = {
  name: 'r',
  version: 1,
  about: {
    title: 'R packages, in any library',
    reads: ['`**/DESCRIPTION` with a `Built` field'],
    gives: ['licences', 'priority', 'repository', 'commit'],
    limits: ['descriptions past 1 MiB'],
  },
  wants: (path) => path.endsWith(ending),
  catalog,
  recordsAreIndependent: true,
  assemble: (records: readonly PlacedRecord<RRecord>[]) =>
    mergeByPurl(records.map(({ path, record }) => toPackage(record, path))),
} as const satisfies CatalogerPlugIn<RRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<RRecord | undefined> {
  const text = await readText(file, maxDescriptionBytes, context);
  const directory = file.path.slice(0, -ending.length);
  return text === undefined ? undefined : parseDescription(text, directory, context.problem);
}

function toPackage(one: RPackage, path: string): CatalogedPackage {
  const { name, version, licenses, priority, repository, isBioconductor, commit } = one;
  const type = isBioconductor === true ? 'bioconductor' : 'cran';
  return {
    purl: formatPurl({ type, name, version }),
    type,
    ecosystem: type,
    name,
    version,
    licenses,
    details: {
      kind: 'r',
      ...(priority !== undefined && { priority }),
      ...(repository !== undefined && { repository }),
      ...(commit !== undefined && { commit }),
    },
    paths: [path],
  };
}
