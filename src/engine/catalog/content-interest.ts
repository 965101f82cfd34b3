import type { ContentInterest, FileHead, LayerFile } from '#engine/image/index.ts';
import type { FileReader } from './cataloger.ts';
import { mayBeProgram } from './program-path.ts';

/** Files remembered for the hard links to them that may follow, each with its head: about 8 MB at most. */
const maxRemembered = 10_000;

/** What readers that want files by content ask of the walk over a layer. */
export interface Lookers {
  readonly interest: ContentInterest;
  /** To be told of each file that was read, and by whom. */
  read(file: LayerFile, by: readonly FileReader[]): void;
}

/**
 * The interest of those of `readers` that want files by content, or undefined where none does. A hard link to a file that they
 * have all read gets the same findings, through `copy`, and is not read again: a distro's programs have hundreds of such names.
 */
export function createContentInterest(
  readers: readonly FileReader[],
  copy: (from: string, to: string, readers: readonly string[]) => void,
): Lookers | undefined {
  const looking = readers.filter((reader) => reader.wantsContent !== undefined);
  if (looking.length === 0) return undefined;
  const remembered = new Map<string, { readonly file: FileHead; readonly by: ReadonlySet<string> }>();
  return {
    interest: {
      mayHold: mayBeProgram,
      wants: (file) => {
        if (remembered.size > 0) remembered.delete(file.path);
        return looking.some((reader) => reader.wantsContent?.(file));
      },
      wantsLink: (path, target) => {
        const known = remembered.get(target);
        if (known === undefined) return remembered.size < maxRemembered ? 'unwanted' : 'wanted';
        const wanting = looking.filter((reader) => reader.wantsContent?.({ ...known.file, path }));
        if (wanting.length === 0) return 'unwanted';
        const names = wanting.map(({ name }) => name);
        const isKnown = wanting.every(
          ({ name, readsAlike }) => known.by.has(name) && readsAlike?.(path, known.file.path) !== false,
        );
        if (!isKnown) return 'wanted';
        copy(target, path, names);
        remembered.set(path, known);
        return 'known';
      },
    },
    read: ({ path, size, mode, head }, by) => {
      if (remembered.size >= maxRemembered || !by.some((reader) => looking.includes(reader))) return;
      remembered.set(path, {
        file: { path, size, mode, head: Uint8Array.from(head) },
        by: new Set(by.map(({ name }) => name)),
      });
    },
  };
}
