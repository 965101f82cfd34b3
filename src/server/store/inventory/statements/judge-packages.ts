import { type Kysely, sql } from 'kysely';
import type { Suppression } from '#core/finding.ts';
import type { Tables } from '../../schema.ts';
import { toJson } from '../../to-json.ts';
import { exceptionsEverywhere } from '../exceptions/exception-rows.ts';
import { type ExceptableFinding, exceptionOn } from '../exceptions/weigh-exceptions.ts';
import { recountPackages } from '../recount-packages.ts';
import { loadStatements } from './statement-index.ts';
import { isSameSuppression, suppressionOf } from './suppression-of.ts';

interface Candidate extends ExceptableFinding {
  readonly package_id: number;
  readonly purl: string;
  readonly suppression: Suppression | null;
}

/**
 * Decides which findings of packages, wherever these are, statements and exceptions suppress that bear any of some names of vulnerabilities, and marks
 * what holds the packages to be counted. To be called after any have been added or removed. Returns these names, and all others of the same findings.
 */
export async function judgePackages(db: Kysely<Tables>, names: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<Candidate>`
    select v.package_id, p.purl, p.type, p.name, p.version, v.vulnerability_id, v.aliases, v.fixable, v.suppression
    from package_vulnerability v join package p on p.id = v.package_id
    where v.vulnerability_id = any(${names}::text[]) or v.aliases && ${names}::text[]`.execute(db);
  const all = [...new Set([...names, ...rows.flatMap((row) => [row.vulnerability_id, ...row.aliases])])];
  const statements = await loadStatements(db, all);
  const exceptions = await exceptionsEverywhere(db, all);
  const changed = rows.flatMap((row) => {
    const { package_id, vulnerability_id, suppression: before } = row;
    const stated = suppressionOf(statements.about(row.purl, [vulnerability_id, ...row.aliases]));
    const suppression = stated ?? exceptionOn(row, exceptions) ?? null;
    return isSameSuppression(before, suppression) ? [] : [{ package_id, vulnerability_id, suppression }];
  });
  if (changed.length === 0) return all;
  await sql`
    update package_vulnerability v set suppression = nullif(r.suppression, 'null')
    from jsonb_to_recordset(${toJson(changed)}::jsonb) as r(package_id bigint, vulnerability_id text, suppression jsonb)
    where v.package_id = r.package_id and v.vulnerability_id = r.vulnerability_id`.execute(db);
  await recountPackages(db, [...new Set(changed.map(({ package_id }) => package_id))]);
  return all;
}
