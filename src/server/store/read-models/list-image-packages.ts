import { type Kysely, sql } from 'kysely';
import { packageHere, packagesHere } from '../inventory/statements/here.ts';
import { planKept } from '../kept-plans.ts';
import type { Tables } from '../schema.ts';
import { columns } from '../totals.ts';
import { type SeverityFloor, sumAtLeast } from './image-filter.ts';
import {
  findImageId,
  membersOf,
  type PackagePlace,
  type PackageSide,
  placesOf,
  sideCondition,
} from './image-members.ts';
import { findingsOf, severityCountsOf, shownTotals, type TotalsRow } from './image-totals.ts';
import { type Keyset, keyset, pageOf } from './keyset.ts';
import { allOf, containsWords } from './text-filter.ts';

export interface PackageFilter {
  readonly q?: string | undefined;
  readonly type?: string | undefined;
  readonly severity?: SeverityFloor | undefined;
  readonly vulnerable?: boolean | undefined;
  readonly exploitable?: boolean | undefined;
  readonly license?: string | undefined;
  readonly layer?: number | undefined;
  readonly origin?: PackageSide | undefined;
  /** Only these, by number. */
  readonly only?: readonly number[] | undefined;
  readonly sort?: 'worst' | 'name' | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

interface PackageRow extends TotalsRow {
  readonly id: number;
  readonly purl: string;
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly architecture: string | null;
  readonly source_name: string | null;
  readonly source_version: string | null;
  readonly licenses: string[];
  readonly owner: string | null;
  readonly layer_index: number;
  readonly page_key: unknown;
  readonly total: number;
}

const last = [
  { of: sql`p.name`, type: 'text' },
  { of: sql`p.id`, type: 'bigint' },
] as const;

const rank = ['known_exploited', 'exploitable', 'critical', 'high', 'unknown', 'medium', 'low', 'negligible'];
const orders: Readonly<Record<'worst' | 'name', Keyset>> = {
  worst: keyset([{ of: sql`array[${columns(rank, (name) => `-p.${name}`)}]`, type: 'int[]' }, ...last]),
  name: keyset(last),
};

/** The packages of an image; undefined where there is no such image. */
export async function listImagePackages(db: Kysely<Tables>, digest: string, filter: PackageFilter) {
  const imageId = await findImageId(db, digest);
  if (imageId === undefined) return undefined;
  const order = orders[filter.sort ?? 'worst'];
  const text = sql`concat_ws(' ', p.name, p.source_name, p.version)`;
  const where = allOf([
    filter.q === undefined ? undefined : containsWords(text, filter.q),
    filter.type === undefined ? undefined : sql<boolean>`p.type = ${filter.type}`,
    filter.severity === undefined ? undefined : sql<boolean>`${sumAtLeast('p', filter.severity)} > 0`,
    filter.vulnerable === undefined ? undefined : sql<boolean>`(p.vulnerable > 0) = ${filter.vulnerable}`,
    filter.exploitable === undefined ? undefined : sql<boolean>`(p.exploitable > 0) = ${filter.exploitable}`,
    filter.license === undefined ? undefined : sql<boolean>`${filter.license} = any(p.licenses)`,
    filter.only && sql<boolean>`p.id = any(${filter.only}::bigint[])`,
    filter.layer === undefined ? undefined : sql<boolean>`m.layer_index = ${filter.layer}`,
    sideCondition(imageId, filter.origin),
  ]);
  const isFirst = filter.cursor === undefined;
  const { rows } = await sql<PackageRow>`${planKept}
    with ${membersOf(imageId)}, ${packagesHere([imageId])}
    select p.id, p.purl, p.type, p.name, p.version, p.architecture, p.source_name, p.source_version, p.licenses, p.owner,
      m.layer_index, ${columns(shownTotals, (name) => `p.${name}`)}, ${order.key} as page_key,
      ${isFirst ? sql`count(*) over ()` : sql`0`} as total
    from members m join ${packageHere} p on p.id = m.package_id where ${where} and ${order.after(filter.cursor)}
    order by ${order.orderBy} limit ${sql.lit(filter.limit + 1)}`.execute(db);
  const places = await placesOf(
    db,
    imageId,
    rows.map(({ id }) => id),
  );
  const page = pageOf(rows, filter.limit, (row) => presentPackage(row, places.get(row.id) ?? []));
  return isFirst ? { ...page, total: rows[0]?.total ?? 0 } : page;
}

function presentPackage(row: PackageRow, places: readonly PackagePlace[]) {
  return {
    packageId: row.purl,
    type: row.type,
    name: row.name,
    version: row.version,
    purl: row.purl,
    ...(row.architecture !== null && { architecture: row.architecture }),
    ...(row.source_name !== null && { sourceName: row.source_name }),
    ...(row.source_version !== null && { sourceVersion: row.source_version }),
    licenses: row.licenses,
    ...(row.owner !== null && { owner: row.owner }),
    locations: [...places],
    layerIndex: row.layer_index,
    severityCounts: severityCountsOf(row),
    findings: findingsOf(row),
    fixable: row.fixable,
    exploitable: row.exploitable,
    knownExploited: row.known_exploited,
  };
}
