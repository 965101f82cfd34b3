import type { Layer } from '#core/image.ts';
import type { Limits } from '#core/limits.ts';
import { ImageError } from '../image-error.ts';
import type { LayerChanges } from '../layer-changes.ts';
import type { LayerVisitor } from '../layer-file.ts';
import type { LayerReading, ReadLayerOptions } from '../layer-reading.ts';
import { ChunkSource } from '../tar/byte-source.ts';
import { TarReader } from '../tar/tar-reader.ts';
import { ChangesCollector } from './collect-changes.ts';
import { FileMemory } from './file-memory.ts';
import { HardLinks, walkHardLinks } from './hard-links.ts';
import { ProblemList } from './problem-list.ts';
import { StoredBytes } from './stored-bytes.ts';
import { UnpackedLayer } from './unpacked-layer.ts';
import { walkLayer } from './walk-layer.ts';

/** A layer and the way to its bytes as stored; each call of `open` starts anew. */
export interface LayerBlob {
  readonly layer: Layer;
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** What one walk over a layer came to; see {@link LayerReading}. */
interface WalkOutcome {
  readonly complete: boolean;
  readonly usable: boolean;
}

const noChanges: LayerChanges = { whiteouts: [], opaqueDirectories: [], symlinks: [] };

/**
 * Shows a layer's files to a visitor and gathers its changes, verifying size, digest and diffId on the way. A layer is read
 * once, or twice where the visitor wants hard links. Throws only what the source, an abort or the visitor throws.
 */
export async function readLayer(
  blob: LayerBlob,
  visitor: LayerVisitor,
  options: ReadLayerOptions & { readonly limits: Limits },
): Promise<LayerReading> {
  const { limits } = options;
  const problems = new ProblemList();
  const context = { visitor, limits, problems, memory: new FileMemory() };
  const changes = new ChangesCollector(limits.maxBufferedBytes);
  const links = new HardLinks(limits);
  const walk = (reader: TarReader) => walkLayer(reader, context, { changes, links });
  let outcome = await walkOnce({ blob, problems, options }, walk);
  const wanted = links.wantedByFile();
  if (outcome.usable && wanted.size > 0) {
    const again = await walkOnce({ blob, problems, options, isAgain: true }, (reader) =>
      walkHardLinks(reader, wanted, context),
    );
    outcome = { complete: outcome.complete && again.complete, usable: again.usable };
  }
  return {
    diffId: blob.layer.diffId,
    changes: outcome.usable ? changes.changes() : noChanges,
    problems: problems.all(),
    ...outcome,
  };
}

interface WalkInput {
  readonly blob: LayerBlob;
  readonly problems: ProblemList;
  readonly options: ReadLayerOptions & { readonly limits: Limits };
  /** The same stored bytes unpack to the same tar, whose digest was compared by the first walk. */
  readonly isAgain?: boolean;
}

async function walkOnce(input: WalkInput, walk: (reader: TarReader) => Promise<void>): Promise<WalkOutcome> {
  const { blob, options } = input;
  const stored = new StoredBytes(blob.open(), blob.layer, options);
  const unpacked = new UnpackedLayer(stored, { limits: options.limits, isHashed: input.isAgain !== true });
  try {
    const failure = await failureOf(unpacked, async () => {
      await walk(new TarReader(new ChunkSource(() => unpacked.next()), options.limits));
    });
    const mismatch = await mismatchOf(blob.layer, stored, unpacked);
    for (const problem of new Set([failure, mismatch])) if (problem !== undefined) noteFailure(input, problem);
    return { usable: mismatch === undefined, complete: mismatch === undefined && failure === undefined };
  } finally {
    await unpacked.close();
    await stored.close();
  }
}

/**
 * What a step failed with, as an image error. Reading may have failed in the visitor's hands, which may have made anything of
 * it: what the stream says is what counts. Errors of others go up.
 */
async function failureOf(unpacked: UnpackedLayer, step: () => Promise<void>): Promise<ImageError | undefined> {
  try {
    await step();
    return undefined;
  } catch (error) {
    const cause = unpacked.failure === undefined ? error : unpacked.failure.error;
    if (cause instanceof ImageError) return cause;
    throw cause;
  }
}

/** Reads on to the end, which a walk need not have reached, and compares what came with what the manifest promised. */
async function mismatchOf(layer: Layer, stored: StoredBytes, unpacked: UnpackedLayer): Promise<ImageError | undefined> {
  const broken = await failureOf(unpacked, () => unpacked.drain());
  if (broken?.code === 'image/limit-exceeded' || broken?.code === 'image/blob-mismatch') return broken;
  const mismatch = await storedMismatch(stored);
  if (mismatch !== undefined) return mismatch;
  if (broken !== undefined) return broken;
  const diffId = unpacked.diffId();
  if (diffId === undefined || diffId === layer.diffId || layer.isDiffIdUnknown === true) return undefined;
  const message = `it unpacks to ${diffId} where the image's configuration says ${layer.diffId}`;
  return new ImageError('image/blob-mismatch', message);
}

async function storedMismatch(stored: StoredBytes): Promise<ImageError | undefined> {
  try {
    await stored.drain();
    return stored.mismatch();
  } catch (error) {
    if (error instanceof ImageError) return error;
    throw error;
  }
}

function noteFailure(input: WalkInput, failure: ImageError): void {
  const { layer } = input.blob;
  const message = `layer ${layer.index} (${layer.digest}) is not fully read: ${failure.message}`;
  input.problems.add(failure.code, message, { affectsCoverage: true });
}
