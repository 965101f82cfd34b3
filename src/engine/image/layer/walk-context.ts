import type { Limits } from '#core/limits.ts';
import type { LayerVisitor } from '../layer-file.ts';
import { normalizeEntryPath } from '../tar/entry-path.ts';
import type { TarEntry } from '../tar/tar-reader.ts';
import type { FileMemory } from './file-memory.ts';
import type { ProblemList } from './problem-list.ts';
import { type FileContent, TarLayerFile } from './tar-layer-file.ts';

/** What a walk over a layer reports to. */
export interface WalkContext {
  readonly visitor: LayerVisitor;
  readonly limits: Limits;
  readonly problems: Pick<ProblemList, 'add'>;
  readonly memory: FileMemory;
}

/** Shows a file to the visitor. One that proves too large is a problem, and the walk goes on. */
export async function visitFile(content: FileContent, context: WalkContext): Promise<void> {
  const file = new TarLayerFile(content, context);
  try {
    await context.visitor.visit(file);
  } catch (error) {
    if (error !== file.tooLarge) throw error;
  } finally {
    file.close();
  }
  if (file.tooLarge === undefined) return;
  context.problems.add(file.tooLarge.code, file.tooLarge.message, { path: content.path, affectsCoverage: true });
}

/** The normalised path of an entry; undefined, and a problem, where no file can be meant by it. */
export function entryPath(entry: TarEntry, context: WalkContext): string | undefined {
  for (const [what, text] of [
    ['path', entry.path],
    ['link target', entry.linkTarget],
  ] as const) {
    if (!isTooLong(text, context)) continue;
    const message = `an entry is skipped: its ${what}, ${text.slice(0, 100)}…, is longer than limits.maxTarPathBytes (${context.limits.maxTarPathBytes})`;
    context.problems.add('image/path-too-long', message, { affectsCoverage: true });
    return undefined;
  }
  const path = normalizeEntryPath(entry.path);
  if (path === undefined) {
    const message = `an entry is skipped: its path ${JSON.stringify(entry.path.slice(0, 200))} leads out of the image or holds a NUL`;
    context.problems.add('image/path-invalid', message, { affectsCoverage: true });
  }
  return path;
}

function isTooLong(text: string, { limits }: WalkContext): boolean {
  return text.length * 3 > limits.maxTarPathBytes && Buffer.byteLength(text) > limits.maxTarPathBytes;
}
