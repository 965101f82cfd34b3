import { maxHeadBytes } from '../layer-file.ts';
import { normalizeEntryPath } from '../tar/entry-path.ts';
import type { TarEntry, TarReader } from '../tar/tar-reader.ts';
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
        if (context.visitor.wants(path, entry.size)) await visitEntry(reader, { path, entry }, context);
        else if (context.visitor.content?.mayHold(path) !== true) break;
        else if (!(await lookInto(reader, { path, entry }, context))) {
          noteUnwanted(path, context, found.changes);
          break;
        }
        found.changes.wanted(path);
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
        if (context.visitor.content?.mayHold(path) === true) noteUnwanted(path, context, found.changes);
        break;
    }
  }
}

interface FileEntry {
  readonly path: string;
  readonly entry: TarEntry;
}

async function visitEntry(reader: TarReader, { path, entry }: FileEntry, context: WalkContext): Promise<void> {
  const { size, mode } = entry;
  const head = await reader.head(maxHeadBytes);
  await visitFile({ path, size, mode, head, chunks: () => reader.content() }, context);
}

/** Shows the file to the visitor if its first bytes make it wanted; tells whether they did. */
async function lookInto(reader: TarReader, { path, entry }: FileEntry, context: WalkContext): Promise<boolean> {
  const { size, mode } = entry;
  const peeked = reader.head(maxHeadBytes);
  // Nearly always at hand: waiting for what is there costs more than looking at it.
  const head = peeked instanceof Promise ? await peeked : peeked;
  if (context.visitor.content?.wants({ path, size, mode, head }) !== true) return false;
  await visitFile({ path, size, mode, head, chunks: () => reader.content() }, context);
  return true;
}

function noteUnwanted(path: string, { problems }: WalkContext, changes: ChangesCollector): void {
  if (changes.unwanted(path)) return;
  const message = `${path} is not remembered, since the layer has too many files (limits.maxBufferedBytes): what a layer below has there may be taken for present`;
  problems.add('image/too-many-files', message, { path, affectsCoverage: false });
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
  const wants = wantsLink(link.path, target, context);
  const isWanted = wants === 'wanted';
  if (isWanted || wants === 'known') found.changes.wanted(link.path);
  else if (wants === 'hides') noteUnwanted(link.path, context, found.changes);
  found.links.add({ ...link, target, isWanted });
}

function wantsLink(path: string, target: string, { visitor }: WalkContext): 'wanted' | 'known' | 'hides' | undefined {
  if (visitor.wants(path, 1)) return 'wanted';
  if (visitor.content?.mayHold(path) !== true) return undefined;
  const wants = visitor.content.wantsLink(path, target);
  return wants === 'unwanted' ? 'hides' : wants;
}
