import yauzl from 'yauzl';
import type { FileWindow } from './file-window.ts';

/**
 * Opens the directory of a zip of `size` bytes. yauzl reads it and refuses names that would leave the archive (`..`, absolute
 * paths); the bodies of the entries are read by `readZip`, which is told of limits.
 */
export async function openCentralDirectory(window: FileWindow, size: number): Promise<yauzl.ZipFile> {
  const options = { lazyEntries: true, autoClose: false };
  return new Promise((resolve, reject) => {
    yauzl.fromRandomAccessReader(new WindowReader(window), size, options, (error, zip) =>
      error === null || error === undefined ? resolve(zip) : reject(error),
    );
  });
}

type Read = (...parameters: Parameters<yauzl.RandomAccessReader['read']>) => void;

class WindowReader extends yauzl.RandomAccessReader {
  override read: Read;

  constructor(window: FileWindow) {
    super();
    this.read = (...[buffer, offset, length, position, callback]) => {
      const bytes = window.bytes(position, length);
      bytes?.copy(buffer, offset);
      // The declared type leaves out the count of bytes read, which yauzl wants as fs.read gives it.
      (callback as (error: Error | null, count: number) => void)(null, bytes?.length ?? 0);
    };
  }
}
