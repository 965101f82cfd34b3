import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Fix } from '#core/advisory.ts';
import type { HiddenReason, Suppression } from '#core/finding.ts';
import type { Severity } from '#core/severity.ts';
import { severityRank } from '../inventory/match-row.ts';
import { countedHere, suppressionHere } from '../inventory/statements/here.ts';
import { planKept } from '../kept-plans.ts';
import type { Tables } from '../schema.ts';
import { toJson } from '../to-json.ts';
import { findingId } from './finding-id.ts';
import type { SeverityFloor } from './image-filter.ts';
import { findImageId, membersOf, type PackageSide, sideCondition } from './image-members.ts';
import { type KeyColumn, keyset, pageOf } from './keyset.ts';
import { presentSuppression } from './present-suppression.ts';
import { allOf, containsWords } from './text-filter.ts';

export interface FindingFilter {
  readonly severity?: SeverityFloor | undefined;
  readonly onlySeverity?: Severity | undefined;
  readonly fixable?: boolean | undefined;
  readonly exploitable?: boolean | undefined;
  readonly kev?: boolean | undefined;
  readonly packageName?: string | undefined;
  readonly type?: string | undefined;
  readonly layer?: number | undefined;
  readonly q?: string | undefined;
  readonly cvss?: number | undefined;
  readonly epss?: number | undefined;
  readonly origin?: PackageSide | undefined;
  /** Findings that are counted apart: with the others, or nothing else; absent for none. */
  readonly hidden?: 'include' | 'only' | undefined;
  /** The same of those of which a statement says that they do not affect the image. */
  readonly suppressed?: 'include' | 'only' | undefined;
  /** One row for each vulnerability: the worst of its findings that match, with the number of packages that have it. */
  readonly grouped?: boolean | undefined;
  /** Only these. */
  readonly only?: readonly FindingKey[] | undefined;
  readonly sort?: FindingSort | undefined;
  readonly reverse?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** A finding of a distinct package. */
export interface FindingKey {
  readonly package_id: number;
  readonly vulnerability_id: string;
}

type FindingSort = 'worst' | 'package' | 'published' | 'severity' | 'cvss' | 'epss' | 'vulnerability';

interface FindingRow {
  readonly vulnerability_id: string;
  readonly aliases: string[];
  readonly summary: string;
  readonly severity: Severity;
  readonly cvss_score: number | null;
  readonly epss: number | null;
  readonly epss_percentile: number | null;
  readonly known_exploited: boolean;
  readonly public_exploits: number;
  readonly exploitable: boolean;
  readonly fix: Fix;
  readonly purl: string;
  readonly name: string;
  readonly version: string;
  readonly type: string;
  readonly path: string | null;
  readonly layer_index: number;
  readonly hidden: HiddenReason | null;
  readonly confidence: 'low' | null;
  readonly suppression: Suppression | null;
  readonly published: Date | null;
  /** Packages that have it, where rows are grouped. */
  readonly packages: number | null;
  readonly page_key: unknown;
  readonly total: number;
}

const last = [
  { of: sql`v.vulnerability_id`, type: 'text' },
  { of: sql`v.package_id`, type: 'bigint' },
] as const;

const orders: Readonly<Record<FindingSort, readonly KeyColumn[]>> = {
  worst: [
    { of: sql`not v.known_exploited`, type: 'boolean' },
    { of: sql`not v.exploitable`, type: 'boolean' },
    { of: sql`v.severity_rank::int`, type: 'int' },
    { of: sql`-v.risk::int`, type: 'int' },
  ],
  package: [{ of: sql`p.name`, type: 'text' }],
  published: [{ of: sql`-coalesce(extract(epoch from v.published), 0)`, type: 'numeric' }],
  severity: [
    { of: sql`v.severity_rank::int`, type: 'int' },
    { of: sql`-v.risk::int`, type: 'int' },
  ],
  cvss: [{ of: sql`-coalesce(v.cvss_score, 0)::numeric`, type: 'numeric' }],
  epss: [{ of: sql`-coalesce(e.epss, 0)::numeric`, type: 'numeric' }],
  vulnerability: [],
};

/** The findings of an image, each vulnerability of each package; undefined where there is no such image. */
export async function listImageFindings(db: Kysely<Tables>, digest: string, filter: FindingFilter) {
  const imageId = await findImageId(db, digest);
  if (imageId === undefined) return undefined;
  const columns = [...orders[filter.sort ?? 'worst'], ...last];
  const order = keyset(columns, { backwards: filter.reverse === true });
  const where = allOf([conditions(filter), sideCondition(imageId, filter.origin)]);
  const isFirst = filter.cursor === undefined;
  const groups = filter.grouped === true ? groupsOf(filter, where, keyset(columns).orderBy) : ungrouped;
  // Of what is not on the page, as little is read as can be: images have many more findings than that.
  const { rows } = await sql<FindingRow>`${planKept}
    with ${membersOf(imageId)},
    decided as materialized (select * from image_suppression where image_id = ${imageId}::bigint)${groups.leaders},
    page as materialized (
      select v.package_id, v.vulnerability_id, m.paths[1] as path, m.layer_index, ${order.key} as page_key,
        ${groups.packages} as packages, ${isFirst ? sql`count(*) over ()` : sql`0`} as total
      from members m join package_vulnerability v on v.package_id = m.package_id ${groups.join}
        ${joinDecided} ${joinsFor(filter)}
      where ${where} and ${order.after(filter.cursor)} order by ${order.orderBy} limit ${sql.lit(filter.limit + 1)}
    )
    select v.vulnerability_id, v.aliases, v.summary, v.severity, v.cvss_score, e.epss, e.epss_percentile, v.known_exploited,
      e.public_exploits, v.exploitable, v.fix, p.purl, p.name, p.version, p.type, g.path, g.layer_index,
      v.published, v.hidden, v.confidence, ${sql.raw(suppressionHere)} as suppression, g.packages, g.page_key, g.total
    from page g join package_vulnerability v on v.package_id = g.package_id and v.vulnerability_id = g.vulnerability_id
      join package p on p.id = g.package_id join vulnerability e on e.id = g.vulnerability_id ${joinDecided}
    order by ${order.orderBy}`.execute(db);
  const page = pageOf(rows, filter.limit, presentFinding);
  return isFirst ? { ...page, total: rows[0]?.total ?? 0 } : page;
}

/** As `joinHere`, over the few statements on the image. */
const joinDecided = sql`left join decided o on o.package_id = v.package_id and o.vulnerability_id = v.vulnerability_id`;

const ungrouped = { leaders: sql``, join: sql``, packages: sql`null::int` };

/** Of each vulnerability the worst finding that is asked for, and how many packages have it. */
function groupsOf(filter: FindingFilter, where: RawBuilder<boolean>, orderBy: RawBuilder<unknown>): typeof ungrouped {
  return {
    leaders: sql`, leaders as materialized (
      select distinct on (v.vulnerability_id) v.vulnerability_id, v.package_id,
        count(*) over (partition by v.vulnerability_id)::int as packages
      from members m join package_vulnerability v on v.package_id = m.package_id ${joinDecided} ${joinsFor(filter)}
      where ${where} order by v.vulnerability_id, ${orderBy}
    )`,
    join: sql`join leaders l on l.vulnerability_id = v.vulnerability_id and l.package_id = v.package_id`,
    packages: sql`l.packages`,
  };
}

/** Packages and vulnerabilities, where something is asked of them. */
function joinsFor({ sort, q, packageName, type, epss }: FindingFilter): RawBuilder<unknown> {
  const asksForPackage = sort === 'package' || [q, packageName, type].some((one) => one !== undefined);
  const asksForVulnerability = sort === 'epss' || epss !== undefined;
  return sql`${asksForPackage ? sql`join package p on p.id = v.package_id` : sql``}
    ${asksForVulnerability ? sql`join vulnerability e on e.id = v.vulnerability_id` : sql``}`;
}

function conditions(filter: FindingFilter): RawBuilder<boolean> {
  const equals = (column: RawBuilder<unknown>, value: string | number | boolean | undefined) =>
    value === undefined ? undefined : sql<boolean>`${column} = ${value}`;
  const floor = filter.severity;
  const text = sql`concat_ws(' ', v.vulnerability_id, array_to_string(v.aliases, ' '), p.name, v.summary)`;
  return allOf([
    classes(filter),
    floor === undefined ? undefined : sql<boolean>`v.severity_rank <= ${severityRank[floor]}`,
    equals(sql`v.severity`, filter.onlySeverity),
    equals(sql`v.fixable`, filter.fixable),
    equals(sql`v.exploitable`, filter.exploitable),
    equals(sql`v.known_exploited`, filter.kev),
    filter.cvss === undefined ? undefined : sql<boolean>`v.cvss_score >= ${Math.fround(filter.cvss)}::float8`,
    filter.epss === undefined ? undefined : sql<boolean>`e.epss >= ${Math.fround(filter.epss)}::float8`,
    equals(sql`p.name`, filter.packageName),
    equals(sql`p.type`, filter.type),
    equals(sql`m.layer_index`, filter.layer),
    filter.only && isOneOf(filter.only),
    filter.q === undefined ? undefined : containsWords(text, filter.q),
  ]);
}

function isOneOf(keys: readonly FindingKey[]): RawBuilder<boolean> {
  return sql<boolean>`(v.package_id, v.vulnerability_id) in (
    select package_id, vulnerability_id from jsonb_to_recordset(${toJson(keys)}::jsonb) as k(package_id bigint, vulnerability_id text))`;
}

/** Those that count, and what else is asked for. */
function classes({ hidden, suppressed }: FindingFilter): RawBuilder<boolean> {
  const isSuppressed = sql<boolean>`(${sql.raw(suppressionHere)}) is not null`;
  const wanted = [
    ...(hidden === 'only' || suppressed === 'only' ? [] : [countedHere]),
    ...(hidden === undefined ? [] : [sql<boolean>`(v.hidden is not null and not ${isSuppressed})`]),
    ...(suppressed === undefined ? [] : [isSuppressed]),
  ];
  return sql<boolean>`(${sql.join(wanted, sql` or `)})`;
}

function presentFinding(row: FindingRow) {
  return {
    findingId: findingId(row.vulnerability_id, row.purl),
    vulnerabilityId: row.vulnerability_id,
    aliases: row.aliases,
    summary: row.summary,
    severity: row.severity,
    ...(row.cvss_score !== null && { cvssScore: row.cvss_score }),
    ...(row.epss !== null && { epss: row.epss }),
    ...(row.epss_percentile !== null && { epssPercentile: row.epss_percentile }),
    knownExploited: row.known_exploited,
    publicExploits: row.public_exploits,
    exploitable: row.exploitable,
    fixState: row.fix.state,
    fixVersions: [...row.fix.versions],
    packageId: row.purl,
    packageName: row.name,
    packageVersion: row.version,
    packageType: row.type,
    ...(row.path !== null && { path: row.path }),
    layerIndex: row.layer_index,
    ...(row.hidden !== null && { hidden: row.hidden }),
    ...(row.suppression !== null && { suppression: presentSuppression(row.suppression) }),
    ...(row.confidence !== null && { confidence: row.confidence }),
    ...(row.packages !== null && { packages: row.packages }),
    ...(row.published !== null && { published: row.published.toISOString() }),
  };
}
