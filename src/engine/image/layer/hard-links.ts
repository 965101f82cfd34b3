import type { Limits } from '#core/limits.ts';
import { ImageError } from '../image-error.ts';
import { maxHeadBytes } from '../layer-file.ts';
import type { TarReader } from '../tar/tar-reader.ts';
import { entryPath, visitFile, type WalkContext } from './walk-context.ts';

/** A hard link of a layer; paths are normalised, `index` is its place among the entries. */
export interface HardLink {
  readonly path: string;
  readonly target: string;
  readonly index: number;
  readonly isWanted: boolean;
}

/**
 * The hard links of a layer. A link's content stands at its target's entry, which has gone by when the link is met: where a
 * visitor wants a link, the layer is walked once more for the files behind the wanted links, and never a third time.
 */
export class HardLinks {
  readonly #byPath = new Map<string, HardLink>();
  readonly #maxTextLength: number;
  #textLength = 0;

  constructor(limits: Limits) {
    this.#maxTextLength = limits.maxBufferedBytes;
  }

  add(link: HardLink): void {
    this.#textLength += link.path.length + link.target.length + 128;
    if (this.#textLength > this.#maxTextLength) {
      throw new ImageError(
        'image/limit-exceeded',
        `its hard links are more than ${this.#maxTextLength} bytes of names (limits.maxBufferedBytes)`,
      );
    }
    this.#byPath.set(link.path, link);
  }

  /** The wanted links by the path of the file behind them; a link to a link is followed. */
  wantedByFile(): ReadonlyMap<string, readonly HardLink[]> {
    const byFile = new Map<string, HardLink[]>();
    for (const link of this.#byPath.values()) {
      if (!link.isWanted) continue;
      const file = this.#fileBehind(link);
      byFile.set(file, [...(byFile.get(file) ?? []), link]);
    }
    return byFile;
  }

  /** An earlier link only: a link can only be made to what is already there. */
  #fileBehind(link: HardLink): string {
    let current = link;
    for (;;) {
      const next = this.#byPath.get(current.target);
      if (next === undefined || next.index >= current.index) return current.target;
      current = next;
    }
  }
}

/** The second walk: shows wanted links with the content of their files. Links whose file is not there are problems. */
export async function walkHardLinks(
  reader: TarReader,
  wanted: ReadonlyMap<string, readonly HardLink[]>,
  context: WalkContext,
): Promise<void> {
  const silent = { ...context, problems: { add: () => undefined } };
  const missing = new Set([...wanted.values()].flat());
  // A link's file stands before it.
  const last = missing.values().reduce((index, link) => Math.max(index, link.index), 0);
  for (let index = 0; index < last; index += 1) {
    const entry = await reader.next();
    if (entry === undefined) break;
    if (entry.kind !== 'file') continue;
    const path = entryPath(entry, silent);
    const links = path === undefined ? undefined : wanted.get(path)?.filter((link) => link.index > index);
    if (links === undefined || links.length === 0) continue;
    for (const link of links) missing.delete(link);
    await visitLinks(reader, { links, size: entry.size, mode: entry.mode }, context);
  }
  for (const link of missing) {
    const message = `the hard link ${link.path} cannot be read: its layer has no file ${link.target}`;
    context.problems.add('image/hard-link-broken', message, { path: link.path, affectsCoverage: true });
  }
}

async function visitLinks(
  reader: TarReader,
  file: { readonly links: readonly HardLink[]; readonly size: number; readonly mode: number },
  context: WalkContext,
): Promise<void> {
  const { size, mode } = file;
  const head = Uint8Array.from(await reader.head(maxHeadBytes));
  const { visitor } = context;
  const links = file.links.filter(
    ({ path }) => visitor.wants(path, size) || visitor.content?.wants({ path, size, mode, head }) === true,
  );
  const [only] = links;
  if (links.length === 1 && only !== undefined) {
    await visitFile({ path: only.path, size, mode, head, chunks: () => reader.content() }, context);
    return;
  }
  const kept = size <= context.limits.maxFileBytes ? await keep(reader.content()) : [];
  for (const link of links) {
    await visitFile({ path: link.path, size, mode, head, chunks: () => replay(kept) }, tooLargeToKeep(context, size));
  }
}

/** A file behind several links is kept for all of them, so it cannot be streamed where it is too large to keep. */
function tooLargeToKeep(context: WalkContext, size: number): WalkContext {
  if (size <= context.limits.maxFileBytes) return context;
  return { ...context, limits: { ...context.limits, maxLayerUnpackedBytes: context.limits.maxFileBytes } };
}

async function keep(chunks: AsyncIterable<Uint8Array>): Promise<readonly Uint8Array[]> {
  const kept: Uint8Array[] = [];
  for await (const chunk of chunks) kept.push(Uint8Array.from(chunk));
  return kept;
}

async function* replay(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
