import { ImageError } from '../image-error.ts';
import type { LayerChanges } from '../layer-changes.ts';
import { parentPath } from '../tar/entry-path.ts';

/** What part of the names kept may be those of unwanted files. */
const unwantedShare = 4;

/** Gathers what a layer changes beside the content of files. A path that comes again replaces what it was before. */
export class ChangesCollector {
  readonly #maxTextLength: number;
  readonly #whiteouts = new Set<string>();
  readonly #opaque = new Set<string>();
  readonly #symlinks = new Map<string, string>();
  readonly #directories = new Set<string>();
  /** Directories above wanted files, whiteouts and links: how these resolve hangs on them. */
  readonly #wantedParents = new Set<string>();
  readonly #unwantedFiles = new Set<string>();
  #textLength = 0;
  #unwantedLength = 0;

  /** `maxTextLength` bounds what is kept: past it, adding throws `image/limit-exceeded`. */
  constructor(maxTextLength: number) {
    this.#maxTextLength = maxTextLength;
  }

  whiteout(path: string): void {
    this.#keep(path);
    this.#whiteouts.add(path);
    this.wanted(path);
  }

  opaque(directory: string): void {
    this.#keep(directory);
    this.#opaque.add(directory);
    this.wanted(`${directory}/`);
  }

  symlink(path: string, target: string): void {
    this.#keep(path);
    this.#keep(target);
    this.#directories.delete(path);
    this.#unwantedFiles.delete(path);
    this.#symlinks.delete(path);
    this.#symlinks.set(path, target);
    this.wanted(path);
  }

  directory(path: string): void {
    this.#keep(path);
    this.#symlinks.delete(path);
    this.#unwantedFiles.delete(path);
    this.#directories.add(path);
  }

  /** A file, hard link or device at `path`. */
  other(path: string): void {
    if (this.#symlinks.size > 0) this.#symlinks.delete(path);
    if (this.#directories.size > 0) this.#directories.delete(path);
    if (this.#unwantedFiles.size > 0) this.#unwantedFiles.delete(path);
  }

  /**
   * The file at `path` is of no use but to hide what lies below it; to be told after `other`. False where no more of them can be
   * kept: a layer may have millions, and there is more to a layer than they.
   */
  unwanted(path: string): boolean {
    const length = this.#unwantedLength + path.length + 64;
    if (length > this.#maxTextLength / unwantedShare) return false;
    this.#unwantedLength = length;
    this.#unwantedFiles.add(path);
    return true;
  }

  /** The directories above `path` matter. */
  wanted(path: string): void {
    for (
      let parent = parentPath(path);
      parent !== '' && !this.#wantedParents.has(parent);
      parent = parentPath(parent)
    ) {
      this.#keep(parent);
      this.#wantedParents.add(parent);
    }
  }

  changes(): LayerChanges {
    return {
      whiteouts: [...this.#whiteouts],
      opaqueDirectories: [...this.#opaque],
      symlinks: [...this.#symlinks],
      directories: [...this.#directories].filter((path) => this.#wantedParents.has(path)),
      ...(this.#unwantedFiles.size > 0 && { unwantedFiles: [...this.#unwantedFiles] }),
    };
  }

  /** 64 stands for what a member costs beside its text. */
  #keep(text: string): void {
    this.#textLength += text.length + 64;
    if (this.#textLength > this.#maxTextLength) {
      throw new ImageError(
        'image/limit-exceeded',
        `its links, whiteouts and directories are more than ${this.#maxTextLength} bytes of names (limits.maxBufferedBytes)`,
      );
    }
  }
}
