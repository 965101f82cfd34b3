import { normalizeEntryPath } from '../tar/entry-path.ts';
import type { TarReader } from '../tar/tar-reader.ts';
import type { ChangesCollector } from './collect-changes.ts';
import type { HardLinks } from './hard-links.ts';
import { entryPath, visitFile, type WalkContext } from './walk-context.ts';
import { parseWhiteout } from './whiteout.ts';

/** The first walk over a layer: shows wanted files to the visitor, gathers changes, and notes hard links. */
export async function walkLayer(
  reader: TarReader,
  context: WalkContext,
  found: { readonly changes: ChangesCollector; readonly links: HardLinks },
): Promise<void> {
  for (let entry = await reader.next(), index = 0; entry !== undefined; entry = await reader.next(), index += 1) {
    const path = entryPath(entry, context);
    if (path === undefined || path === '') continue;
    if (noteWhiteout(path, context, found.changes)) continue;
    switch (entry.kind) {
      case 'file':
        found.changes.other(path);
        if (!context.visitor.wants(path, entry.size)) break;
        found.changes.wanted(path);
        await visitFile({ path, size: entry.size, mode: entry.mode, chunks: () => reader.content() }, context);
        break;
      case 'hardlink':
        found.changes.other(path);
        noteHardLink({ path, target: entry.linkTarget, index }, context, found);
        break;
      case 'symlink':
        found.changes.symlink(path, entry.linkTarget);
        break;
      case 'directory':
        found.changes.directory(path);
        break;
      case 'special':
        found.changes.other(path);
        break;
    }
  }
}

function noteWhiteout(path: string, context: WalkContext, changes: ChangesCollector): boolean {
  const whiteout = parseWhiteout(path);
  switch (whiteout?.kind) {
    case undefined:
      return false;
    case 'removes':
      changes.whiteout(whiteout.path);
      return true;
    case 'opaque':
      changes.opaque(whiteout.directory);
      return true;
    case 'ignored':
      return true;
    case 'invalid':
      context.problems.add('image/whiteout-invalid', `the whiteout ${path} names nothing that it could remove`, {
        path,
        affectsCoverage: true,
      });
      return true;
  }
}

/** How large a hard link's file is, its entry does not say: the visitor is asked again, with the size, in the second walk. */
function noteHardLink(
  link: { readonly path: string; readonly target: string; readonly index: number },
  context: WalkContext,
  found: { readonly changes: ChangesCollector; readonly links: HardLinks },
): void {
  const target = normalizeEntryPath(link.target);
  if (target === undefined || target === '') {
    const message = `the hard link ${link.path} is skipped: its target ${JSON.stringify(link.target.slice(0, 200))} is no file of the image`;
    context.problems.add('image/hard-link-broken', message, { path: link.path, affectsCoverage: true });
    return;
  }
  const isWanted = context.visitor.wants(link.path, 1);
  if (isWanted) found.changes.wanted(link.path);
  found.links.add({ ...link, target, isWanted });
}
