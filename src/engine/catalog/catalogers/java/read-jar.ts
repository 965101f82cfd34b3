import { findDirectory, ZipError, zipInMemory } from '#engine/zip/index.ts';
import type { ArchiveBudget } from './archive-budget.ts';
import { gatherUpTo } from './gather.ts';
import { guarded, type Jar, type JarContent, type JarContext } from './jar.ts';
import { readJarBytes } from './read-jar-bytes.ts';
import { readJarStream } from './read-jar-stream.ts';

/**
 * Looks into an archive and those in it, the outermost first. One that fits into what may be held is read through its directory; a larger
 * one, or one without a directory, as it streams by. What cannot be read is a problem; throws only what the source throws.
 */
export async function readJar(
  content: JarContent,
  context: JarContext,
  place: readonly string[] = [],
): Promise<readonly Jar[]> {
  const { budget } = context;
  const nested = (inner: JarContent, at: readonly string[]) => readNested(inner, context, at);
  if (content.kind === 'chunks') {
    if (content.size !== undefined && content.size > budget.room)
      return await readJarStream(content.chunks, place, { context, nested });
    const { bytes, rest, buffer } = await gatherUpTo(content.chunks, Math.max(0, budget.room), budget);
    if (rest !== undefined) return await readJarStream(joined(bytes, rest), place, { context, nested });
    const jars = await budget.hold(bytes.length, () => readJar({ kind: 'bytes', bytes }, context, place));
    budget.give(buffer);
    return jars;
  }
  const zip = zipInMemory(content.bytes);
  const directory = directoryOf(zip);
  if (directory === undefined) return await readJarStream(joined(content.bytes), place, { context, nested });
  return await readJarBytes({ place, bytes: content.bytes, zip, directory }, context, nested);
}

async function readNested(content: JarContent, context: JarContext, place: readonly string[]): Promise<readonly Jar[]> {
  const { budget } = context;
  const { maxArchiveDepth } = budget.limits;
  if (place.length > maxArchiveDepth) {
    await guarded(place, context, () => {
      throw new ZipError('zip/too-large', `it lies deeper than ${maxArchiveDepth} archives (limits.maxArchiveDepth)`);
    });
    return [];
  }
  if (content.kind === 'chunks') {
    return await readJar({ ...content, chunks: counted(content.chunks, budget) }, context, place);
  }
  budget.unpack(content.bytes.length);
  return await readJar(content, context, place);
}

function directoryOf(zip: Parameters<typeof findDirectory>[0]) {
  try {
    return findDirectory(zip);
  } catch (error) {
    if (error instanceof ZipError) return undefined;
    throw error;
  }
}

async function* counted(chunks: AsyncIterable<Uint8Array>, budget: ArchiveBudget): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    budget.unpack(chunk.length);
    yield chunk;
  }
}

async function* joined(first: Uint8Array, rest?: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  if (rest !== undefined) yield* rest;
}
