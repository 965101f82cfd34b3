/** Zip archives, hostile ones too: `central-directory.ts` reads what is at hand, `walk-zip-stream.ts` what streams by. */

export { type DirectoryPlace, directoryEntries, findDirectory } from './central-directory.ts';
export { FileWindow } from './file-window.ts';
export { ForwardBytes, pulledFrom } from './forward-bytes.ts';
export { inflateForward } from './inflate-forward.ts';
export { packedBytes, unpackEntry } from './read-entry.ts';
export { readWholeEntry } from './read-whole-entry.ts';
export type { StreamedEntry } from './stream-entry.ts';
export { type StreamedDirectory, walkZipStream, type ZipStreamVisitor } from './walk-zip-stream.ts';
export { asBuffer, type ZipBytes, zipInMemory } from './zip-bytes.ts';
export { methods, type ZipEntry } from './zip-entry.ts';
export { ZipError } from './zip-error.ts';
