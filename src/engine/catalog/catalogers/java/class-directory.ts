/** Watches the names of entries and knows the directory that all classes seen so far have in common. */
export class ClassDirectory {
  #common: string | undefined;

  /** The directory, `org/example`; undefined where no class was seen, or they have none in common. */
  get common(): string | undefined {
    return this.#common === '' ? undefined : this.#common;
  }

  /** Those of an application lie elsewhere than at the top, and those of no package say nothing. */
  see(name: string): void {
    if (!name.endsWith('.class') || this.#common === '') return;
    if (name.startsWith('META-INF/') || name.startsWith('BOOT-INF/') || name.startsWith('WEB-INF/')) return;
    const slash = name.lastIndexOf('/');
    if (slash < 0) return;
    const directory = name.slice(0, slash);
    this.#common = this.#common === undefined ? directory : commonDirectory(this.#common, directory);
  }
}

function commonDirectory(a: string, b: string): string {
  if (b === a || b.startsWith(`${a}/`)) return a;
  const left = a.split('/');
  const right = b.split('/');
  const length = left.findIndex((segment, index) => segment !== right[index]);
  return left.slice(0, length < 0 ? left.length : length).join('/');
}
