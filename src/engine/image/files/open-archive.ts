import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ImageError } from '../image-error.ts';
import type { ImageSourceContext } from '../image-source.ts';
import { detectCompression, magicBytes } from '../layer/detect-compression.ts';
import type { ImageFiles } from './image-files.ts';
import { indexTar, type TarIndex } from './index-tar.ts';
import { readChunks } from './read-chunks.ts';
import { unpackArchive } from './unpack-archive.ts';

/**
 * The files of a tar. A plain tar is read in place, by offset; a compressed one is unpacked once into the temporary
 * directory and removed on close. Throws `image/archive-invalid` where the file is no tar.
 */
export async function openArchive(path: string, context: ImageSourceContext): Promise<ImageFiles> {
  try {
    return await openIndexed(path, context);
  } catch (error) {
    const isImageError = error instanceof ImageError;
    if (!isImageError || error.code === 'image/limit-exceeded' || error.message.startsWith(path)) throw error;
    throw new ImageError('image/archive-invalid', `${path} cannot be read as an archive: ${error.message}`, {
      cause: error,
    });
  }
}

async function openIndexed(path: string, context: ImageSourceContext): Promise<ImageFiles> {
  const plain = await openPlain(path, context);
  try {
    const { size } = await plain.file.stat();
    return archiveFiles(path, plain, await indexTar(plain.file, size, context.limits));
  } catch (error) {
    await plain.close();
    throw error;
  }
}

interface PlainTar {
  readonly file: FileHandle;
  close(): Promise<void>;
}

async function openPlain(path: string, context: ImageSourceContext): Promise<PlainTar> {
  const file = await open(path);
  try {
    const status = await file.stat();
    if (!status.isFile()) throw new ImageError('image/archive-invalid', `${path} is not a file`);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(magicBytes), 0, magicBytes, 0);
    if (detectCompression(buffer.subarray(0, bytesRead)) === 'none') return { file, close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return await openUnpacked(path, context);
}

async function openUnpacked(path: string, context: ImageSourceContext): Promise<PlainTar> {
  const directory = await mkdtemp(join(context.temporaryDirectory, 'archive-'));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    const unpacked = join(directory, 'archive.tar');
    await unpackArchive(path, unpacked, context);
    const file = await open(unpacked);
    return {
      file,
      close: async () => {
        await file.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

function archiveFiles(path: string, plain: PlainTar, index: TarIndex): ImageFiles {
  return {
    name: path,
    sizeOf: async (member) => index.find(member)?.size,
    async *stream(memberPath, { signal }) {
      const member = index.find(memberPath);
      if (member === undefined) throw new ImageError('image/blob-missing', `${path} has no file ${memberPath}`);
      const { offset: start, size } = member;
      let length = 0;
      for await (const chunk of readChunks(plain.file, { start, end: start + size, signal })) {
        length += chunk.length;
        yield chunk;
      }
      if (length < size) throw new ImageError('image/archive-invalid', `${path} breaks off inside ${memberPath}`);
    },
    close: () => plain.close(),
  };
}
