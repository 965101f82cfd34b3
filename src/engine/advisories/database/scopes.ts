import type { DatabaseSync } from 'node:sqlite';

/** Numbers the (ecosystem, release) pairs of a database that is being built; a release of "" means none. */
export class Scopes {
  readonly #known = new Map<string, { readonly id: number; readonly ecosystem: string; readonly release: string }>();

  idOf(ecosystem: string, release: string): number {
    const text = `${ecosystem}\0${release}`;
    const known = this.#known.get(text);
    if (known !== undefined) return known.id;
    const id = this.#known.size + 1;
    this.#known.set(text, { id, ecosystem, release });
    return id;
  }

  /** Writes them all; once, at the end, so that a feed that is rolled back takes none of them along. */
  write(database: DatabaseSync): void {
    const insert = database.prepare('INSERT INTO scopes (id, ecosystem, release) VALUES (?, ?, ?)');
    for (const { id, ecosystem, release } of this.#known.values()) insert.run(id, ecosystem, release);
  }
}
