import type { Limits } from '#core/limits.ts';
import { ImageError } from '../image-error.ts';
import type { ByteSource } from './byte-source.ts';
import { decimal, type PaxRecords } from './pax-records.ts';
import { parseOldGnuExtension, parseOldGnuSparse, type SparseSegment, toSparseSegments } from './sparse-map.ts';
import { decodeText, type TarHeader, tarBlockBytes } from './tar-header.ts';

/** A file of which only `segments` are stored, one after the other. Bytes. */
export interface SparseFile {
  readonly realSize: number;
  readonly storedBytes: number;
  readonly segments: readonly SparseSegment[];
}

interface FileHeaders {
  readonly header: TarHeader;
  readonly pax: PaxRecords | undefined;
  readonly storedBytes: number;
}

/**
 * Reads the map of a sparse file in any of the ways of GNU tar (old GNU headers, and PAX 0.0, 0.1 and 1.0:
 * gnu.org/software/tar/manual/html_node/Sparse-Formats.html), or returns undefined for an ordinary file. What of the map
 * stands before the content is taken off `source`.
 */
export async function readSparseFile(
  file: FileHeaders,
  source: ByteSource,
  limits: Limits,
): Promise<SparseFile | undefined> {
  if (file.header.typeFlag === 'S') return await readOldGnu(file, source, limits);
  const sparse = file.pax?.sparse;
  const version = sparse?.major === undefined ? undefined : `${sparse.major}.${sparse.minor ?? '0'}`;
  if (sparse === undefined || (version === undefined && sparse.map === undefined)) return undefined;
  if (version === '1.0') return await readVersion1(file, source, limits);
  if (version !== undefined && version !== '0.0' && version !== '0.1') {
    throw new ImageError('image/layer-malformed', `sparse files of version ${version} are not known`);
  }
  const realSize = sparse.realSize ?? file.storedBytes;
  return sparseFile(sparse.map ?? [], realSize, file.storedBytes);
}

async function readOldGnu(file: FileHeaders, source: ByteSource, limits: Limits): Promise<SparseFile> {
  const { numbers, realSize, isExtended } = parseOldGnuSparse(file.header.block);
  for (let more = isExtended; more; ) {
    const extension = parseOldGnuExtension(await source.read(tarBlockBytes));
    numbers.push(...extension.numbers);
    checkMapBytes(numbers.length * 12, limits);
    more = extension.isExtended;
  }
  return sparseFile(numbers, realSize, file.storedBytes);
}

/** Version 1.0 writes the map before the content: decimal lines, the number of pairs first, filled up to a whole block. */
async function readVersion1(file: FileHeaders, source: ByteSource, limits: Limits): Promise<SparseFile> {
  const numbers: number[] = [];
  let count: number | undefined;
  let mapBytes = 0;
  for (let rest = ''; count === undefined || numbers.length < 2 * count; ) {
    mapBytes += tarBlockBytes;
    checkMapBytes(mapBytes, limits);
    const block = mapBytes > file.storedBytes ? undefined : await source.read(tarBlockBytes);
    if (block?.length !== tarBlockBytes)
      throw new ImageError('image/layer-truncated', 'the map of a sparse file breaks off');
    const lines = (rest + decodeText(block)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (count === undefined) count = decimal(line);
      else if (numbers.length < 2 * count) numbers.push(decimal(line));
    }
    if (rest.length > tarBlockBytes) decimal(rest);
  }
  return sparseFile(numbers, file.pax?.sparse.realSize ?? 0, file.storedBytes - mapBytes);
}

function sparseFile(numbers: readonly number[], realSize: number, storedBytes: number): SparseFile {
  return { realSize, storedBytes, segments: toSparseSegments(numbers, realSize, storedBytes) };
}

function checkMapBytes(bytes: number, limits: Limits): void {
  if (bytes > limits.maxTarHeaderBytes) {
    throw new ImageError(
      'image/limit-exceeded',
      `the map of a sparse file is larger than limits.maxTarHeaderBytes (${limits.maxTarHeaderBytes})`,
    );
  }
}
