import { type Kysely, sql } from 'kysely';
import type { Suppression } from '#core/finding.ts';
import type { Tables } from '../../schema.ts';
import { anyExceptions, exceptionsEverywhere } from '../exceptions/exception-rows.ts';
import { type ExceptableFinding, exceptionOn } from '../exceptions/weigh-exceptions.ts';
import { anyStatements, loadStatements } from './statement-index.ts';
import { suppressionOf } from './suppression-of.ts';

type Named = Pick<ExceptableFinding, 'vulnerability_id' | 'aliases' | 'fixable'>;

interface NamedPackage {
  readonly id: number;
  readonly purl: string;
}

/** Looks up all that may suppress findings of some packages, wherever these are; the answer says of each why it is suppressed. */
export async function suppressions(
  db: Kysely<Tables>,
  packages: readonly (NamedPackage & { readonly rows: readonly Named[] })[],
): Promise<(of: NamedPackage, finding: Named) => Suppression | null> {
  if (packages.length === 0 || !(await anySuppressing(db))) return () => null;
  const names = new Set(
    packages.flatMap(({ rows }) => rows.flatMap(({ vulnerability_id, aliases }) => [vulnerability_id, ...aliases])),
  );
  const statements = await loadStatements(db, [...names]);
  const exceptions = await exceptionsEverywhere(db, [...names]);
  const facts = exceptions.size === 0 ? new Map() : await packageFacts(db, packages);
  return ({ id, purl }, finding) => {
    const stated = suppressionOf(statements.about(purl, [finding.vulnerability_id, ...finding.aliases]));
    const of = facts.get(id);
    return stated ?? (of && exceptionOn({ ...finding, ...of }, exceptions)) ?? null;
  };
}

/** Whether there is anything that may suppress findings: as a rule there is not, and nothing need be looked up. */
export async function anySuppressing(db: Kysely<Tables>): Promise<boolean> {
  return (await anyStatements(db)) || (await anyExceptions(db));
}

type PackageFacts = Pick<ExceptableFinding, 'type' | 'name' | 'version'>;

async function packageFacts(
  db: Kysely<Tables>,
  packages: readonly NamedPackage[],
): Promise<ReadonlyMap<number, PackageFacts>> {
  const { rows } = await sql<PackageFacts & { readonly id: number }>`
    select id, type, name, version from package where id = any(${packages.map(({ id }) => id)}::bigint[])`.execute(db);
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}
