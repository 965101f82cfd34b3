import { DatabaseSync } from 'node:sqlite';
import type { AdvisoryQuery } from './advisory-database.ts';

/** The package names, by ecosystem and release, of which two builds say different things: those of either that the other has not alike. */
export function changedKeys(path: string, previousPath: string): readonly AdvisoryQuery[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    database.prepare('ATTACH ? AS previous').run(previousPath);
    const rows = database.prepare(
      `${differing('main', 'previous', true)} UNION ALL ${differing('previous', 'main', false)}`,
    );
    return rows.all().map(({ ecosystem, release, name }) => ({
      ecosystem: String(ecosystem),
      ...(release !== '' && { release: String(release) }),
      name: String(name),
    }));
  } finally {
    database.close();
  }
}

/** Keys of one build that the other has not, or, where hashes are compared, has with another content. */
function differing(one: 'main' | 'previous', other: 'main' | 'previous', comparesHashes: boolean): string {
  return `SELECT s.ecosystem, s.release, k.name FROM ${one}.keys k JOIN ${one}.scopes s ON s.id = k.scope
    LEFT JOIN ${other}.scopes os ON os.ecosystem = s.ecosystem AND os.release = s.release
    LEFT JOIN ${other}.keys o ON o.scope = os.id AND o.name = k.name
    WHERE o.hash IS NULL ${comparesHashes ? 'OR o.hash <> k.hash' : ''}`;
}
