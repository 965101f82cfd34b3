import { createHash, type Hash } from 'node:crypto';
import {
  ForwardBytes,
  pulledFrom,
  type StreamedEntry,
  walkZipStream,
  type ZipEntry,
  ZipError,
  type ZipStreamVisitor,
} from '#engine/zip/index.ts';
import { type Checksum, checkSum, summed } from './checksum.ts';
import { ClassDirectory } from './class-directory.ts';
import { entryKind } from './entry-kind.ts';
import { gatherUpTo } from './gather.ts';
import { endedBySpending, guarded, type Jar, type JarContext, type ReadNested } from './jar.ts';
import { type JarFact, joinFacts, readFact } from './jar-facts.ts';

/** What an entry gave, until the directory says whether it counts. */
interface Found {
  readonly entry: StreamedEntry;
  readonly checksum: Checksum;
  readonly facts: JarFact[];
  readonly jars: Jar[];
}

/**
 * Reads an archive that is too large to be held while it streams by, and the archives in it. What counts is still its directory, at its
 * end: entries that it does not name are left out, and those that it names and that were not met are a problem.
 */
export async function readJarStream(
  chunks: AsyncIterable<Uint8Array>,
  place: readonly string[],
  { context, nested }: { readonly context: JarContext; readonly nested: ReadNested },
): Promise<readonly Jar[]> {
  const hash = createHash('sha1');
  const classes = new ClassDirectory();
  const found: Found[] = [];
  let sha1: string | undefined;
  let counted: readonly Found[] = found;
  try {
    const bytes = new ForwardBytes(pulledFrom(hashed(chunks, hash)));
    const { entries, fault } = await walkZipStream(bytes, visitorOf({ place, context, nested, classes, found }));
    sha1 = hash.digest('hex');
    await guarded(place, context, () => {
      if (entries === undefined) throw withoutDirectory(found);
      if (fault !== undefined) throw fault;
    });
    if (entries !== undefined) counted = await confirmed(found, entries, { place, context });
  } catch (error) {
    endedBySpending(error, context);
  }
  const facts = joinFacts(
    counted.flatMap((one) => one.facts),
    classes.common,
  );
  return [{ place, sha1, facts }, ...counted.flatMap(({ jars }) => jars)];
}

interface Walk {
  readonly place: readonly string[];
  readonly context: JarContext;
  readonly nested: ReadNested;
  readonly classes: ClassDirectory;
  readonly found: Found[];
}

function visitorOf({ place, context, nested, classes, found }: Walk): ZipStreamVisitor {
  return {
    wants: (name, where) => {
      if (where === 'entries') classes.see(name);
      const isWanted = entryKind(name) !== undefined;
      if (isWanted) context.budget.entry();
      return isWanted;
    },
    visit: async (entry, content) => {
      const one: Found = { entry, checksum: { value: 0, isWhole: false }, facts: [], jars: [] };
      const chunks = summed(content(), one.checksum);
      found.push(one);
      const inside = [...place, entry.name];
      const kind = entryKind(entry.name);
      await guarded(inside, context, async () => {
        if (kind === 'archive') {
          one.jars.push(...(await nested({ kind: 'chunks', chunks, size: entry.size }, inside)));
          return;
        }
        const { budget } = context;
        const { bytes, rest, buffer } = await gatherUpTo(chunks, budget.limits.maxArchiveEntryBytes, budget);
        if (rest !== undefined) throw new ZipError('zip/too-large', `it unpacks to more than ${bytes.length} bytes`);
        budget.unpack(bytes.length);
        const fact = readFact(kind, entry.name, bytes);
        budget.give(buffer);
        if (fact === undefined) throw new ZipError('zip/damaged', 'it names no artifact');
        one.facts.push(fact);
      });
    },
  };
}

/** Entries as met that the directory names at the same place. */
async function confirmed(
  found: readonly Found[],
  entries: readonly ZipEntry[],
  { place, context }: Pick<Walk, 'place' | 'context'>,
): Promise<readonly Found[]> {
  const named = new Map(entries.map((entry) => [keyOf(entry), entry]));
  const met = found.filter(({ entry }) => named.has(keyOf(entry)));
  const keys = new Map(met.map((one) => [keyOf(one.entry), one]));
  for (const entry of entries) {
    await guarded([...place, entry.name], context, () => {
      const one = keys.get(keyOf(entry));
      if (one === undefined) throw new ZipError('zip/damaged', 'the directory names it where there is no such entry');
      if (one.entry.packedSize !== undefined && one.entry.packedSize !== entry.packedSize)
        throw new ZipError('zip/damaged', 'its header and the directory differ in its size');
      checkSum(one.checksum, entry.crc32);
    });
  }
  return met;
}

function keyOf({ offset, name }: { readonly offset: number; readonly name: string }): string {
  return `${offset} ${name}`;
}

function withoutDirectory(found: readonly Found[]): ZipError {
  return found.length === 0
    ? new ZipError('zip/not-a-zip', 'it is no zip archive, or breaks off')
    : new ZipError('zip/truncated', 'it breaks off before its directory');
}

async function* hashed(chunks: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}
