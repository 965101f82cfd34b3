import { type Kysely, sql } from 'kysely';
import type { ExploitSignal } from '#core/advisory.ts';
import type { Severity } from '#core/severity.ts';
import type { Tables } from '../schema.ts';
import { toJson } from '../to-json.ts';
import { epssStep } from './epss-step.ts';
import { signalColumns } from './match-row.ts';
import { insertEvents } from './record-events.ts';
import { recountPackages } from './recount-packages.ts';
import type { SubjectMatcher } from './subject-matcher.ts';
import { type VulnerabilityRow, vulnerabilityRow } from './vulnerability-row.ts';

/** A part of the vulnerabilities: those after an id, or those that are to be compared again. */
export interface VulnerabilitiesPart {
  readonly after: string;
  readonly atOnce: number;
  readonly onlyUncompared: boolean;
}

interface Stored {
  readonly id: string;
  readonly exploit: ExploitSignal | null;
  readonly signal: string | null;
  readonly facts: string | null;
}

/**
 * Brings stored vulnerabilities to what the matcher's build says of them; returns the last id looked at, undefined where there was none.
 * Exploit signals (EPSS above all, of which nearly every one differs each day) change findings without matching: only those
 * whose risk comes out differently are written, and only what holds those is counted again. Packages with a vulnerability of which
 * anything else is said (how it is rated, say) are marked to be matched, since what that comes to depends on the advisories. Within the caller's transaction.
 */
export async function updateVulnerabilities(
  db: Kysely<Tables>,
  matcher: SubjectMatcher,
  part: VulnerabilitiesPart,
): Promise<string | undefined> {
  const { rows: stored } = await sql<Stored>`
    select id, exploit, encode(signal_hash, 'hex') as signal, encode(facts_hash, 'hex') as facts from vulnerability
    where id > ${part.after} ${part.onlyUncompared ? uncompared : sql``}
    order by id limit ${part.atOnce}`.execute(db);
  const compared = stored.map((before) => ({ before, now: vulnerabilityRow(before.id, matcher.facts(before.id)) }));
  const signalled = compared.filter(({ before, now }) => before.signal !== now.signal_hash);
  const stated = compared.filter(({ before, now }) => before.facts !== now.facts_hash).map(({ now }) => now);
  await writeSignals(
    db,
    signalled.map(({ now }) => now),
  );
  await rescore(db, signalled, matcher.build);
  await markHolding(db, stated);
  return stored.at(-1)?.id;
}

const uncompared = sql`and (signal_hash is null or facts_hash is null)`;

async function writeSignals(db: Kysely<Tables>, rows: readonly VulnerabilityRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update vulnerability v set epss = r.epss, epss_percentile = r.epss_percentile, known_exploited = r.known_exploited,
      public_exploits = r.public_exploits, exploit = nullif(r.exploit, 'null'), signal_hash = decode(r.signal_hash, 'hex')
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as r(id text, epss real, epss_percentile real, known_exploited boolean,
      public_exploits int, exploit jsonb, signal_hash text) where v.id = r.id`.execute(db);
}

async function markHolding(db: Kysely<Tables>, rows: readonly VulnerabilityRow[]): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await sql`
    insert into package_to_match select distinct package_id from package_vulnerability
    where vulnerability_id = any(${ids}::text[]) on conflict do nothing`.execute(db);
  await sql`
    update vulnerability v set facts_hash = decode(r.hash, 'hex')
    from unnest(${ids}::text[], ${rows.map((row) => row.facts_hash)}::text[]) as r(id, hash)
    where v.id = r.id`.execute(db);
}

interface Compared {
  readonly before: Pick<Stored, 'exploit'>;
  readonly now: Pick<VulnerabilityRow, 'id' | 'exploit'>;
}

interface Scored {
  readonly package_id: number;
  readonly vulnerability_id: string;
  readonly severity: Severity;
  readonly cvss_score: number | null;
  readonly exploitable: boolean;
  readonly known_exploited: boolean;
  readonly risk: number;
  readonly epss: number;
  readonly isCounted: boolean;
}

/** Computes anew what follows from signals for the findings of these vulnerabilities. */
async function rescore(db: Kysely<Tables>, compared: readonly Compared[], build: number): Promise<void> {
  const signals = new Map(compared.filter(mayChangeFindings).map(({ now }) => [now.id, now.exploit ?? undefined]));
  if (signals.size === 0) return;
  const { rows } = await sql<Scored>`
    select package_id, vulnerability_id, severity, cvss_score, exploitable, known_exploited, risk, epss,
      hidden is null and suppression is null as "isCounted"
    from package_vulnerability
    where vulnerability_id = any(${[...signals.keys()]}::text[])`.execute(db);
  const changed = rows.flatMap((before) => {
    const now = signalColumns(before, signals.get(before.vulnerability_id));
    const isSame =
      now.risk === before.risk &&
      now.epss === before.epss &&
      now.exploitable === before.exploitable &&
      now.known_exploited === before.known_exploited;
    return isSame ? [] : [{ before, now: { ...before, ...now } }];
  });
  if (changed.length === 0) return;
  await sql`
    update package_vulnerability v set risk = r.risk, epss = r.epss, exploitable = r.exploitable, known_exploited = r.known_exploited
    from jsonb_to_recordset(${toJson(changed.map(({ now }) => now))}::jsonb)
      as r(package_id bigint, vulnerability_id text, risk smallint, epss smallint, exploitable boolean, known_exploited boolean)
    where v.package_id = r.package_id and v.vulnerability_id = r.vulnerability_id`.execute(db);
  const attacked = changed.filter(({ before, now }) => now.known_exploited && !before.known_exploited && now.isCounted);
  await insertEvents(
    db,
    attacked.map(({ now: { package_id, vulnerability_id, severity } }) => {
      return { kind: 'exploited', package_id, vulnerability_id, severity };
    }),
    build,
  );
  await recountPackages(db, [...new Set(changed.map(({ now }) => now.package_id))]);
}

/** Base scores have one decimal, and so have the middles of the severities' bands. */
const baseScores = Array.from({ length: 101 }, (_, tenths) => tenths / 10);

/** Most changes of EPSS are far too small to move any risk, which is a whole number, so most findings need not be looked at. */
function mayChangeFindings({ before, now }: Compared): boolean {
  const columnsOf = (exploit: ExploitSignal | null, score: number) =>
    signalColumns({ severity: 'unknown', cvss_score: score }, exploit ?? undefined);
  if (epssStep(before.exploit?.epss?.score) !== epssStep(now.exploit?.epss?.score)) return true;
  return baseScores.some((score) => {
    const [a, b] = [columnsOf(before.exploit, score), columnsOf(now.exploit, score)];
    return a.risk !== b.risk || a.exploitable !== b.exploitable || a.known_exploited !== b.known_exploited;
  });
}
