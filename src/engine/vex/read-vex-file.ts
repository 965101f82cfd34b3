import { open } from 'node:fs/promises';
import { parseBoundedJson } from '#core/bounded-json.ts';
import { errorMessage } from '#core/errors.ts';
import type { Limits } from '#core/limits.ts';
import { vexDocumentFormats } from './documents/index.ts';
import { VexError } from './vex-error.ts';
import type { VexStatement } from './vex-statement.ts';

const maxDepth = 64;

/** The statements of one VEX document. */
export interface VexFile {
  readonly path: string;
  readonly format: string;
  readonly statements: readonly VexStatement[];
}

/** Reads a VEX document of any known format. Throws a {@link VexError} where it cannot be read, or is none. */
export async function readVexFile(
  path: string,
  limits: Pick<Limits, 'maxVexBytes' | 'maxVexValues'>,
): Promise<VexFile> {
  return readVexDocument(await readBytes(path, limits.maxVexBytes), path, limits);
}

/** Reads the bytes of a VEX document; `path` is how it is spoken of. Throws as {@link readVexFile} does. */
export function readVexDocument(
  bytes: Uint8Array,
  path: string,
  limits: Pick<Limits, 'maxVexBytes' | 'maxVexValues'>,
): VexFile {
  const parsed = parseBoundedJson(bytes, { maxBytes: limits.maxVexBytes, maxValues: limits.maxVexValues, maxDepth });
  if (parsed.kind === 'fault') throw new VexError('vex/unreadable', `${path} cannot be read: it ${parsed.reason}`);
  const format = vexDocumentFormats.find((one) => one.recognises(parsed.value));
  if (format === undefined) {
    const known = vexDocumentFormats.map(({ displayName }) => displayName).join(', ');
    throw new VexError('vex/unknown-format', `${path} is no VEX document that is known: ${known} are`);
  }
  return { path, format: format.displayName, statements: format.statements(parsed.value) };
}

/** One byte more than may be, so that what is too large is known to be. */
async function readBytes(path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    await using file = await open(path);
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.createReadStream({ end: maxBytes, autoClose: false }))
      chunks.push(chunk as Uint8Array);
    return Buffer.concat(chunks);
  } catch (error) {
    throw new VexError('vex/unreadable', `${path} cannot be read: ${errorMessage(error)}`, { cause: error });
  }
}
