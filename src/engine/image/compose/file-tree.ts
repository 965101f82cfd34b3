import { ImageError } from '../image-error.ts';
import { TreeNode } from './tree-node.ts';

/** As many as `securejoin`, with which container runtimes resolve links, follows before it calls them a loop. */
const maxLinkSteps = 255;

/** Steps along links that a path may take as it likes. */
const usualSteps = 100;

/** Steps beyond the usual that all paths together may take, which is about a second: honest images take none. */
const maxUnusualSteps = 10_000_000;

/** A directory that a path leads to; `isDirect` where no link lies on the way, so that the path is its place. */
interface Resolved<F> {
  readonly node: TreeNode<F>;
  readonly isDirect: boolean;
}

/** A file system in memory, as far as it matters: directories come into being where something is put into them. */
export class FileTree<F> {
  readonly #root = new TreeNode<F>('', undefined);
  readonly #onRemove: (file: F) => void;
  #unusualSteps = 0;
  /** Files come directory by directory: the last one spares most of the resolving. */
  #last: { readonly path: string; readonly resolved: Resolved<F> } | undefined;

  /** `onRemove` is told of each file that goes, whether removed or replaced. */
  constructor(onRemove: (file: F) => void) {
    this.#onRemove = onRemove;
  }

  /** Removes what is at `path` and below; a link there is removed, not followed. */
  remove(path: string): void {
    const slash = path.lastIndexOf('/');
    const directory = this.#walk(slash < 0 ? '' : path.slice(0, slash), false);
    this.#detach(directory?.node.child(path.slice(slash + 1)));
  }

  /** Removes what a file at `path` takes the place of, as `remove` does; also a file that stands where it has a directory. */
  hide(path: string): void {
    const slash = path.lastIndexOf('/');
    const directory = this.#walk(slash < 0 ? '' : path.slice(0, slash), false);
    this.#detach(directory === undefined ? this.#fileAbove(path) : directory.node.child(path.slice(slash + 1)));
  }

  /** Removes all that is in the directory at `path`. */
  clear(path: string): void {
    for (const child of this.#walk(path, false)?.node.children() ?? []) this.#detach(child);
  }

  /** Makes a directory of its own at `path` where something else stands. */
  putDirectory(path: string): void {
    const { directory, name } = this.#locate(path);
    if (directory.node.child(name)?.isDirectory !== true) this.#replace(directory.node, name);
  }

  /** Puts a symbolic link in place of what is at `path`. */
  putLink(path: string, target: string): void {
    const { directory, name } = this.#locate(path);
    this.#replace(directory.node, name).target = target;
  }

  /** Puts a file in place of what is at `path`; `fileAt` is told where that is once links are resolved. */
  putFile(path: string, fileAt: (place: string) => F): void {
    const { directory, name } = this.#locate(path);
    const existing = directory.node.child(name);
    if (existing?.file !== undefined) this.#onRemove(existing.file);
    const node = existing?.file === undefined ? this.#replace(directory.node, name) : existing;
    node.file = fileAt(directory.isDirect ? path : node.path);
  }

  #locate(path: string): { readonly directory: Resolved<F>; readonly name: string } {
    const slash = path.lastIndexOf('/');
    return { directory: this.#directory(slash < 0 ? '' : path.slice(0, slash)), name: path.slice(slash + 1) };
  }

  #directory(path: string): Resolved<F> {
    if (this.#last?.path === path) return this.#last.resolved;
    const resolved = this.#walk(path, true) ?? { node: this.#root, isDirect: false };
    this.#last = { path, resolved };
    return resolved;
  }

  /**
   * The quick way down a path without links; links are left to `#follow`. Where the path leads nowhere, `make` says whether
   * directories come into being, in place of a file if need be.
   */
  #walk(path: string, make: boolean): Resolved<F> | undefined {
    let node = this.#root;
    for (let start = 0; start < path.length; ) {
      const slash = path.indexOf('/', start);
      const end = slash < 0 ? path.length : slash;
      const name = path.slice(start, end);
      const child = node.child(name);
      if (child?.target !== undefined) {
        const followed = this.#follow(node, path.slice(start), make);
        return followed && { node: followed, isDirect: false };
      }
      if (child?.isDirectory === true) node = child;
      else if (make) node = this.#replace(node, name);
      else return undefined;
      start = end + 1;
    }
    return { node, isDirect: true };
  }

  /** Follows links inside the root, where `..` stops. A loop of links leads nowhere. Throws `image/limit-exceeded` where links are made to keep it busy. */
  #follow(from: TreeNode<F>, path: string, make: boolean): TreeNode<F> | undefined {
    const todo = path.split('/').toReversed();
    let current = from;
    for (let steps = 0, taken = 0; todo.length > 0; taken += 1) {
      if (taken > usualSteps) this.#countUnusual();
      const name = todo.pop() ?? '';
      const child = current.child(name);
      if (name === '' || name === '.') continue;
      if (name === '..') current = current.parent ?? this.#root;
      else if (child?.target !== undefined && steps < maxLinkSteps) {
        steps += 1;
        if (child.target.startsWith('/')) current = this.#root;
        todo.push(...child.target.split('/').toReversed());
      } else if (child?.isDirectory === true) current = child;
      else if (make) current = this.#replace(current, name);
      else return undefined;
    }
    return current;
  }

  #countUnusual(): void {
    this.#unusualSteps += 1;
    if (this.#unusualSteps <= maxUnusualSteps) return;
    const message = `its symbolic links lead in such long ways that following them takes more than ${maxUnusualSteps} steps`;
    throw new ImageError('image/limit-exceeded', message);
  }

  /** The file that stands where `path` has a directory. Asked for every file that nobody wants, so only as much of the path is taken as leads somewhere. */
  #fileAbove(path: string): TreeNode<F> | undefined {
    let node = this.#root;
    for (let start = 0; start < path.length; ) {
      const slash = path.indexOf('/', start);
      const end = slash < 0 ? path.length : slash;
      const child = node.child(path.slice(start, end));
      if (child?.isDirectory !== true) return child?.file === undefined ? undefined : child;
      node = child;
      start = end + 1;
    }
    return undefined;
  }

  #replace(parent: TreeNode<F>, name: string): TreeNode<F> {
    this.#detach(parent.child(name));
    return parent.add(name);
  }

  #detach(node: TreeNode<F> | undefined): void {
    if (node === undefined) return;
    this.#last = undefined;
    node.parent?.delete(node.name);
    const gone = [node];
    for (let next = gone.pop(); next !== undefined; next = gone.pop()) {
      if (next.file !== undefined) this.#onRemove(next.file);
      for (const child of next.children()) gone.push(child);
    }
  }
}
