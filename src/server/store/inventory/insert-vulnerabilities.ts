import { type Kysely, sql } from 'kysely';
import type { ExploitSignal } from '#core/advisory.ts';
import type { VulnerabilityFacts } from '#engine/advisories/index.ts';
import type { Tables } from '../schema.ts';
import { toJson } from '../to-json.ts';
import { vulnerabilityRow } from './vulnerability-row.ts';

interface Known {
  readonly id: string;
  readonly exploit: ExploitSignal | null;
}

/**
 * Adds vulnerabilities that are not known yet and returns the exploit signals of all of them. Those stored count, whatever the build at hand
 * says: all findings of a vulnerability change at once, with `updateVulnerabilities`. What a build other than the service's says is marked
 * to be compared.
 */
export async function insertVulnerabilities(
  db: Kysely<Tables>,
  ids: readonly string[],
  { facts, isCurrent }: { readonly facts: (id: string) => VulnerabilityFacts; readonly isCurrent: boolean },
): Promise<ReadonlyMap<string, ExploitSignal>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const known = await sql<Known>`select id, exploit from vulnerability where id = any(${wanted}::text[])`.execute(db);
  const knownIds = new Set(known.rows.map(({ id }) => id));
  const added = wanted.filter((id) => !knownIds.has(id)).map((id) => vulnerabilityRow(id, facts(id)));
  await sql`
    insert into vulnerability (id, epss, epss_percentile, known_exploited, public_exploits, exploit, signal_hash, facts_hash)
    select id, epss, epss_percentile, known_exploited, public_exploits, nullif(exploit, 'null'),
      case when ${isCurrent} then decode(signal_hash, 'hex') end, case when ${isCurrent} then decode(facts_hash, 'hex') end
    from jsonb_to_recordset(${toJson(added)}::jsonb) as r(id text, epss real, epss_percentile real, known_exploited boolean,
      public_exploits int, exploit jsonb, signal_hash text, facts_hash text)`.execute(db);
  return new Map(
    [...known.rows, ...added].flatMap(({ id, exploit }) => (exploit === null ? [] : [[id, exploit] as const])),
  );
}
