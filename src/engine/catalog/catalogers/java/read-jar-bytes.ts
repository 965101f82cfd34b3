import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  type DirectoryPlace,
  directoryEntries,
  ForwardBytes,
  inflateForward,
  methods,
  packedBytes,
  unpackEntry,
  type ZipBytes,
  type ZipEntry,
  ZipError,
} from '#engine/zip/index.ts';
import { type Checksum, checkSum, summed } from './checksum.ts';
import { ClassDirectory } from './class-directory.ts';
import { type EntryKind, entryKind } from './entry-kind.ts';
import { endedBySpending, guarded, type Jar, type JarContent, type JarContext, type ReadNested } from './jar.ts';
import { type JarFact, joinFacts, readFact } from './jar-facts.ts';

/** An archive in memory, its directory found. */
export interface JarBytes {
  readonly place: readonly string[];
  readonly bytes: Uint8Array;
  readonly zip: ZipBytes;
  readonly directory: DirectoryPlace;
}

/** Reads an archive through its directory, as Java does, and the archives in it: of the rest nothing is touched. */
export async function readJarBytes(
  { place, bytes, zip, directory }: JarBytes,
  context: JarContext,
  nested: ReadNested,
): Promise<readonly Jar[]> {
  const classes = new ClassDirectory();
  const facts: JarFact[] = [];
  const jars: Jar[] = [];
  const readOne = async (entry: ZipEntry, kind: EntryKind): Promise<void> => {
    const packed = packedBytes(zip, entry);
    if (kind === 'archive') {
      const checksum: Checksum = { value: 0, isWhole: false };
      jars.push(...(await nested(contentOf(packed, entry, checksum), [...place, entry.name])));
      checkSum(checksum, entry.crc32);
      return;
    }
    const unpacked = unpackEntry(packed, entry, context.budget.limits.maxArchiveEntryBytes);
    context.budget.unpack(unpacked.length);
    const fact = readFact(kind, entry.name, unpacked);
    if (fact === undefined) throw new ZipError('zip/damaged', 'it names no artifact');
    facts.push(fact);
    checkSum({ value: crc32(unpacked), isWhole: true }, entry.crc32);
  };
  try {
    await guarded(place, context, async () => {
      for (const entry of directoryEntries(zip, directory)) {
        const kind = entryKind(entry.name);
        classes.see(entry.name);
        if (kind === undefined) continue;
        context.budget.entry();
        await guarded([...place, entry.name], context, () => readOne(entry, kind));
      }
    });
  } catch (error) {
    endedBySpending(error, context);
  }
  const sha1 = createHash('sha1').update(bytes).digest('hex');
  return [{ place, sha1, facts: joinFacts(facts, classes.common) }, ...jars];
}

/** A stored archive is read where it lies. */
function contentOf(packed: Uint8Array, entry: ZipEntry, checksum: Checksum): JarContent {
  if (entry.method === methods.stored) {
    Object.assign(checksum, { value: crc32(packed), isWhole: true });
    return { kind: 'bytes', bytes: packed };
  }
  const pieces = [packed].values();
  const chunks = inflateForward(new ForwardBytes(async () => pieces.next().value), entry.method);
  return { kind: 'chunks', chunks: summed(chunks, checksum), size: entry.size };
}
