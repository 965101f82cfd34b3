import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogContext } from './cataloger.ts';
import { decodeText } from './text-lines.ts';

/** A file as text; undefined, and a problem, where it is larger than `maxBytes`, as no such file is that a tool has written. */
export async function readText(
  file: LayerFile,
  maxBytes: number,
  context: Pick<CatalogContext, 'problem'>,
): Promise<string | undefined> {
  if (file.size <= maxBytes) return decodeText(await file.bytes());
  context.problem(
    'catalog/file-too-large',
    `${file.path} has ${file.size} bytes, more than the ${maxBytes} that are read of such a file: what it says is left out`,
  );
  return undefined;
}
