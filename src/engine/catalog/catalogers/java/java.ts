import { formatPurl } from '#core/purl.ts';
import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, CatalogedPackage, Cataloger, PlacedRecord } from '../../cataloger.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { ArchiveBudget } from './archive-budget.ts';
import { isArchiveName } from './entry-kind.ts';
import { identifyJar, type JavaArtifact } from './identify-jar.ts';
import type { JarContent } from './jar.ts';
import { readJar } from './read-jar.ts';

/** The artifacts of a file, with those of the archives in it; `place` leads to the archive from the file. */
export type JavaRecord = readonly (JavaArtifact & { readonly place?: readonly string[]; readonly sha1?: string })[];

/**
 * Java archives and the archives in them: each artifact that Maven left a description of, packed into another's archive or not, and each
 * archive that its manifest or file name identifies.
 */
export const java = {
  name: 'java',
  version: 1,
  wants: (path) => isArchiveName(path),
  catalog,
  recordsAreIndependent: true,
  assemble: (records: readonly PlacedRecord<JavaRecord>[]) =>
    mergeByPurl(records.flatMap(({ path, record }) => record.map((one) => toPackage(one, path)))),
} as const satisfies Cataloger<JavaRecord>;

async function catalog(file: LayerFile, { limits, signal, problem }: CatalogContext): Promise<JavaRecord> {
  if (file.size === 0) return [];
  const budget = new ArchiveBudget(limits, file.size);
  const content: JarContent =
    file.size <= budget.room
      ? { kind: 'bytes', bytes: await file.bytes() }
      : { kind: 'chunks', chunks: file.stream(), size: file.size };
  const held = content.kind === 'bytes' ? file.size : 0;
  const jars = await budget.hold(held, () => readJar(content, { budget, signal, problem }));
  return jars.flatMap(({ place, sha1, facts }) =>
    identifyJar(place.at(-1) ?? file.path, facts).map((one) => ({
      ...one,
      ...(place.length > 0 && { place }),
      ...(one.isOwn === true && sha1 !== undefined && { sha1 }),
    })),
  );
}

function toPackage(one: JavaRecord[number], path: string): CatalogedPackage {
  const { groupId, artifactId, version, licenses, identifiedBy, groupIdGuessed, sha1, place } = one;
  return {
    purl: formatPurl({ type: 'maven', namespace: groupId, name: artifactId, version }),
    type: 'maven',
    ecosystem: 'maven',
    name: `${groupId}:${artifactId}`,
    version,
    licenses,
    details: {
      kind: 'maven',
      identifiedBy,
      ...(groupIdGuessed !== undefined && { groupIdGuessed }),
      ...(sha1 !== undefined && { sha1 }),
    },
    paths: [[path, ...(place ?? [])].join(':')],
  };
}
