import type { Kysely } from 'kysely';
import type { Suppression } from '#core/finding.ts';
import type { Tables } from '../../schema.ts';
import { anyStatements, loadStatements } from './statement-index.ts';
import { suppressionOf } from './suppression-of.ts';

interface Named {
  readonly vulnerability_id: string;
  readonly aliases: readonly string[];
}

/** Looks up all statements that may suppress findings of some packages, wherever these are; the answer says of each why it is suppressed. */
export async function suppressions(
  db: Kysely<Tables>,
  packages: readonly { readonly rows: readonly Named[] }[],
): Promise<(purl: string, finding: Named) => Suppression | null> {
  if (packages.length === 0 || !(await anyStatements(db))) return () => null;
  const names = new Set(
    packages.flatMap(({ rows }) => rows.flatMap(({ vulnerability_id, aliases }) => [vulnerability_id, ...aliases])),
  );
  const statements = await loadStatements(db, [...names]);
  return (purl, { vulnerability_id, aliases }) =>
    suppressionOf(statements.about(purl, [vulnerability_id, ...aliases])) ?? null;
}
