/** A place in an image's file system: a directory unless it has a `target` (a link) or a `file`. */
export class TreeNode<F> {
  readonly name: string;
  readonly parent: TreeNode<F> | undefined;
  target: string | undefined = undefined;
  file: F | undefined = undefined;
  /** One child needs no map: most directories that hold a wanted file hold no other, and there may be 300,000. */
  #children: Map<string, TreeNode<F>> | TreeNode<F> | undefined = undefined;

  constructor(name: string, parent: TreeNode<F> | undefined) {
    this.name = name;
    this.parent = parent;
  }

  get isDirectory(): boolean {
    return this.target === undefined && this.file === undefined;
  }

  /** The path from the root, whose own is empty. */
  get path(): string {
    const above = this.parent?.path ?? '';
    return above === '' ? this.name : `${above}/${this.name}`;
  }

  child(name: string): TreeNode<F> | undefined {
    if (this.#children instanceof Map) return this.#children.get(name);
    return this.#children?.name === name ? this.#children : undefined;
  }

  children(): readonly TreeNode<F>[] {
    if (this.#children instanceof Map) return [...this.#children.values()];
    return this.#children === undefined ? [] : [this.#children];
  }

  /** Adds a child of a name that is free. */
  add(name: string): TreeNode<F> {
    const node = new TreeNode<F>(name, this);
    if (this.#children === undefined) this.#children = node;
    else if (this.#children instanceof Map) this.#children.set(name, node);
    else {
      this.#children = new Map([
        [this.#children.name, this.#children],
        [name, node],
      ]);
    }
    return node;
  }

  delete(name: string): void {
    if (this.#children instanceof Map) this.#children.delete(name);
    else if (this.#children?.name === name) this.#children = undefined;
  }
}
