import { type Kysely, sql } from 'kysely';
import type { Suppression } from '#core/finding.ts';
import type { Tables } from '../../schema.ts';
import { toJson } from '../../to-json.ts';
import { recountPackages } from '../recount-packages.ts';
import { loadStatements } from './statement-index.ts';
import { isSameSuppression, suppressionOf } from './suppression-of.ts';

interface Candidate {
  readonly package_id: number;
  readonly purl: string;
  readonly vulnerability_id: string;
  readonly aliases: readonly string[];
  readonly suppression: Suppression | null;
}

/**
 * Decides which findings of packages, wherever these are, statements suppress that bear any of some names of vulnerabilities, and marks what
 * holds the packages to be counted. To be called after statements have been added or removed.
 */
export async function judgePackages(db: Kysely<Tables>, names: readonly string[]): Promise<void> {
  const { rows } = await sql<Candidate>`
    select v.package_id, p.purl, v.vulnerability_id, v.aliases, v.suppression
    from package_vulnerability v join package p on p.id = v.package_id
    where v.vulnerability_id = any(${names}::text[]) or v.aliases && ${names}::text[]`.execute(db);
  const all = [...new Set(rows.flatMap((row) => [row.vulnerability_id, ...row.aliases]))];
  const statements = await loadStatements(db, all);
  const changed = rows.flatMap(({ package_id, purl, vulnerability_id, aliases, suppression: before }) => {
    const suppression = suppressionOf(statements.about(purl, [vulnerability_id, ...aliases])) ?? null;
    return isSameSuppression(before, suppression) ? [] : [{ package_id, vulnerability_id, suppression }];
  });
  if (changed.length === 0) return;
  await sql`
    update package_vulnerability v set suppression = nullif(r.suppression, 'null')
    from jsonb_to_recordset(${toJson(changed)}::jsonb) as r(package_id bigint, vulnerability_id text, suppression jsonb)
    where v.package_id = r.package_id and v.vulnerability_id = r.vulnerability_id`.execute(db);
  await recountPackages(db, [...new Set(changed.map(({ package_id }) => package_id))]);
}
