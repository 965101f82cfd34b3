import { text } from 'node:stream/consumers';
import yauzl from 'yauzl';
import type { ReportProblem } from './parse-metadata.ts';

const metadataName = 'EGG-INFO/PKG-INFO';
const maxMetadataBytes = 8 * 1024 * 1024;
const maxEntries = 100_000;

/** The metadata of a packed egg, a zip (setuptools' "Internal Structure of Python Eggs"); undefined, and a problem, where it has none. */
export async function readEgg(bytes: Uint8Array, problem: ReportProblem): Promise<string | undefined> {
  const unreadable = (why: string) => {
    problem('catalog/archive-unreadable', `the egg ${why}: the package is left out`);
    return undefined;
  };
  try {
    const zip = await yauzl.fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
      lazyEntries: true,
    });
    if (zip.entryCount > maxEntries) return unreadable(`has ${zip.entryCount} entries`);
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName !== metadataName) continue;
      if (entry.uncompressedSize > maxMetadataBytes)
        return unreadable(`has metadata of ${entry.uncompressedSize} bytes`);
      return await text(await zip.openReadStreamPromise(entry));
    }
    return unreadable(`has no ${metadataName}`);
  } catch (error) {
    return unreadable(`is damaged (${error instanceof Error ? error.message : String(error)})`);
  }
}
