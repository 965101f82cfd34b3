import { type Kysely, sql } from 'kysely';
import type { PolicyAction } from '#core/policy.ts';
import type { Severity } from '#core/severity.ts';
import { planKept } from '../kept-plans.ts';
import type { FindingEventKind, Tables } from '../schema.ts';
import { columns } from '../totals.ts';
import { presentSums, type SumsRow, severityCountsOf, shownTotals, type TotalsRow } from './image-totals.ts';
import { listImages } from './list-images.ts';
import { registryCounts } from './service-counts.ts';

const shown = 5;
const daysBack = 90;

/** The whole at a glance: how it stands now (which is the trend's last day), how it went, what is new since a time, and where to look first. */
export async function dashboard(db: Kysely<Tables>, since: Date | undefined, now: Date) {
  const [totals, trend, news, registries, worst, oldest, policies] = await Promise.all([
    totalsOf(db),
    trendOf(db),
    newsSince(db, since),
    exposedRegistries(db),
    listImages(db, { limit: shown, cursor: undefined, isCounted: false }),
    listImages(db, { limit: shown, cursor: undefined, isCounted: false, sort: 'scanned', reverse: true }),
    violatedPolicies(db),
  ]);
  const { severityCounts, exploitable, knownExploited } = totals.allImages;
  const today = {
    day: now.toISOString().slice(0, 10),
    images: totals.images,
    severityCounts,
    exploitable,
    knownExploited,
  };
  return {
    ...totals,
    trend: [...trend.filter(({ day }) => day !== today.day), today],
    news,
    registries,
    worstImages: worst.items,
    oldestImages: oldest.items,
    policies,
  };
}

/** Sums over all images that some repository holds. */
async function totalsOf(db: Kysely<Tables>) {
  const { rows } = await sql<SumsRow & Record<'images' | 'complete' | 'partial' | 'not_known', number>>`${planKept}
    select images, complete, partial, not_known, ${columns(shownTotals, (name) => `${name} as all_${name}`)}
    from registry_totals where scope = ''`.execute(db);
  const { images, complete, partial, not_known, ...sums } = rows[0] ?? none;
  return { images, allImages: presentSums(sums), coverage: { complete, partial, unknown: not_known } };
}

const none = {
  ...(Object.fromEntries(shownTotals.map((name) => [`all_${name}`, 0])) as SumsRow),
  images: 0,
  complete: 0,
  partial: 0,
  not_known: 0,
};

async function trendOf(db: Kysely<Tables>) {
  const { rows } = await sql<TotalsRow & { day: string; images: number }>`${planKept}
    select to_char(day, 'YYYY-MM-DD') as day, sum(images) as images,
      ${columns(shownTotals, (name) => `sum(${name})::bigint as ${name}`)}
    from daily_totals where day > now() - make_interval(days => ${sql.lit(daysBack)}) group by day order by day`.execute(
    db,
  );
  return rows.map((row) => ({
    day: row.day,
    images: Number(row.images),
    severityCounts: severityCountsOf(row),
    exploitable: row.exploitable,
    knownExploited: row.known_exploited,
  }));
}

interface NewsRow {
  readonly kind: FindingEventKind;
  readonly vulnerability_id: string;
  readonly severity: Severity;
  readonly packages: number;
  readonly recorded_at: Date;
  readonly total: number;
}

const maxNews = 20;

/** What new advisories brought since a time: vulnerabilities that are new, or newly attacked, worst first. */
async function newsSince(db: Kysely<Tables>, since: Date | undefined) {
  if (since === undefined) return { vulnerabilities: 0, items: [] };
  const { rows } = await sql<NewsRow>`${planKept}
    select kind, vulnerability_id, count(distinct package_id) as packages, max(recorded_at) as recorded_at,
      (array_agg(severity order by array_position(array['critical', 'high', 'unknown', 'medium', 'low'], severity)))[1]
        as severity, count(*) over () as total
    from finding_event where recorded_at > ${since}::timestamptz and kind in ('new', 'exploited')
    group by kind, vulnerability_id
    order by kind, min(array_position(array['critical', 'high', 'unknown', 'medium', 'low'], severity)), vulnerability_id
    limit ${sql.lit(maxNews)}`.execute(db);
  return {
    since: since.toISOString(),
    vulnerabilities: rows[0]?.total ?? 0,
    items: rows.map((row) => ({
      kind: row.kind,
      vulnerabilityId: row.vulnerability_id,
      severity: row.severity,
      packages: row.packages,
      recordedAt: row.recorded_at.toISOString(),
    })),
  };
}

/** Those that most images violate, as last counted. */
async function violatedPolicies(db: Kysely<Tables>) {
  const { rows } = await sql<{ policyId: string; name: string; action: PolicyAction; images: number }>`
    select id as "policyId", name, action, violating as images from policy where enabled and violating > 0
    order by violating desc, name limit ${sql.lit(shown)}`.execute(db);
  return rows;
}

async function exposedRegistries(db: Kysely<Tables>) {
  const [counts, names] = await Promise.all([
    registryCounts(db),
    db.selectFrom('registry').select(['id', 'name']).execute(),
  ]);
  const known = names.flatMap(({ id, name }) => {
    const one = counts.get(id);
    return one === undefined ? [] : [{ registryId: id, name, ...one }];
  });
  const worse = (key: 'knownExploited' | 'exploitable') => (a: (typeof known)[number], b: (typeof known)[number]) =>
    b.allImages[key] - a.allImages[key];
  const bySeverity = (a: (typeof known)[number], b: (typeof known)[number]) =>
    b.allImages.severityCounts.critical - a.allImages.severityCounts.critical;
  return known
    .sort((a, b) => worse('knownExploited')(a, b) || worse('exploitable')(a, b) || bySeverity(a, b))
    .slice(0, shown);
}
