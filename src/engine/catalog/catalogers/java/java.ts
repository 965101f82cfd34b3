import { formatPurl } from '#core/purl.ts';
import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, CatalogedPackage, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { quote } from '../../quote.ts';
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
  version: 2,
  about: {
    title: 'Java archives, the archives in them, and artifacts shaded into them',
    reads: ['`**/*.jar`', '`**/*.war`', '`**/*.ear`', '`**/*.{par,sar,nar,jpi,hpi,kar,lpkg}`'],
    gives: [
      'licences',
      'SHA-1 of the archive',
      'what identified it: description of Maven, manifest or file name',
      'whether the group id is a guess',
    ],
    limits: [
      'archives in archives up to `limits.maxArchiveDepth`; held in memory up to `limits.maxArchiveBufferedBytes`, larger ones are read as they stream by',
      'of an archive and those in it at most `limits.maxArchiveRatio` times its size is unpacked',
    ],
  },
  wants: (path) => isArchiveName(path),
  catalog,
  recordsAreIndependent: true,
  assemble: (records: readonly PlacedRecord<JavaRecord>[]) =>
    mergeByPurl(records.flatMap(({ path, record }) => record.map((one) => toPackage(one, path)))),
} as const satisfies CatalogerPlugIn<JavaRecord>;

async function catalog(file: LayerFile, { limits, signal, problem }: CatalogContext): Promise<JavaRecord> {
  if (file.size === 0) return [];
  const budget = new ArchiveBudget(limits, file.size);
  const content: JarContent =
    file.size <= budget.room
      ? { kind: 'bytes', bytes: await file.bytes() }
      : { kind: 'chunks', chunks: file.stream(), size: file.size };
  const held = content.kind === 'bytes' ? file.size : 0;
  const jars = await budget.hold(held, () => readJar(content, { budget, signal, problem }));
  const record: JavaRecord[number][] = [];
  const unnamed: string[] = [];
  for (const [index, { place, sha1, facts }] of jars.entries()) {
    const artifacts = identifyJar(place.at(-1) ?? file.path, facts);
    // The next one lies in this one where its place is longer: then this is but what others come in.
    const isAround = (jars[index + 1]?.place.length ?? 0) > place.length;
    if (artifacts.length === 0 && !isAround) unnamed.push([file.path, ...place].join(':'));
    for (const one of artifacts) {
      const own = one.isOwn === true && sha1 !== undefined && { sha1 };
      record.push({ ...one, ...(place.length > 0 && { place }), ...own });
    }
  }
  noteUnnamed(unnamed, problem);
  return record;
}

/** Software without a name cannot be looked up; nothing that was written about it is missed, so that the coverage is what it is. */
function noteUnnamed(unnamed: readonly string[], problem: CatalogContext['problem']): void {
  const [first] = unnamed;
  if (first === undefined) return;
  const others = unnamed.length === 1 ? '' : ` (and ${unnamed.length - 1} more)`;
  problem(
    'catalog/archive-unidentified',
    `neither a description nor manifest and file name say which artifact ${quote(first)} is${others}: it is not listed`,
    { affectsCoverage: false },
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
