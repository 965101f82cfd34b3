import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Digest } from '#core/digest.ts';
import { errorMessage } from '#core/errors.ts';
import type { Limits } from '#core/limits.ts';
import { parseSbom } from './documents/parse-sbom.ts';
import type { SbomDocument } from './documents/sbom-document.ts';
import { SbomError } from './sbom-error.ts';

/** Reads an SBOM from a file. Throws an {@link SbomError} where it cannot be read, or is none. */
export async function readSbomFile(
  path: string,
  limits: Pick<Limits, 'maxSbomBytes' | 'maxSbomValues'>,
): Promise<{ readonly document: SbomDocument; readonly digest: Digest }> {
  const bytes = await readBytes(path, limits.maxSbomBytes);
  const document = parseSbom(bytes, path, { maxBytes: limits.maxSbomBytes, maxValues: limits.maxSbomValues });
  return { document, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` as Digest };
}

async function readBytes(path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    // A pipe has no size: its bytes are counted as they come.
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of file.createReadStream({ end: maxBytes, autoClose: false })) {
      chunks.push(chunk as Uint8Array);
      length += (chunk as Uint8Array).length;
    }
    if (length <= maxBytes) return Buffer.concat(chunks, length);
    throw new SbomError(
      'sbom/too-large',
      `${path} has ${Math.max(size, length)} bytes, more than the ${maxBytes} that are read of an SBOM (limits.maxSbomBytes)`,
    );
  } catch (error) {
    if (error instanceof SbomError) throw error;
    throw new SbomError('sbom/unreadable', `${path} cannot be read: ${errorMessage(error)}`, { cause: error });
  }
}
