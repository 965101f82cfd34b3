import { type Kysely, sql } from 'kysely';
import type { ScanProblem } from '#core/problem.ts';
import type { MatchSubject } from '#engine/match/index.ts';
import type { Tables } from '../schema.ts';
import { severityOrder } from '../settings.ts';
import { toJson } from '../to-json.ts';
import { columns, maxima, summed } from '../totals.ts';
import { insertVulnerabilities } from './insert-vulnerabilities.ts';
import { type MatchRow, matchHash, matchRow, packageTotals, signalColumns } from './match-row.ts';
import type { ChangedTotals } from './recompute-totals.ts';
import { recordEvents } from './record-events.ts';
import { imagesStatedOnWith, judgeImages } from './statements/judge-images.ts';
import { suppressions } from './statements/suppressions.ts';
import type { SubjectMatcher } from './subject-matcher.ts';
import { savePackageViolations } from './violations/package-violations.ts';

export interface StoredPackage {
  readonly id: number;
  readonly purl: string;
  readonly hash: string | null;
  /** Its totals, in the order of {@link totalColumns}. */
  readonly totals: readonly number[];
  readonly subject: MatchSubject;
}

const totalColumns = [...summed, ...maxima];

/** The packages to match, with what matching needs to know of them. */
export async function loadSubjects(
  db: Kysely<Tables>,
  packageIds: readonly number[],
): Promise<readonly StoredPackage[]> {
  const rows = await db
    .selectFrom('package')
    .select(['id', 'purl', 'matched_hash', 'ecosystem', 'release', 'name', 'version', 'architecture', 'details'])
    .select(['source_name', 'source_version', 'owner'])
    .select(sql<number[]>`array[${columns(totalColumns)}]::bigint[]`.as('totals'))
    .where('id', '=', sql<number>`any(${packageIds}::bigint[])`)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    purl: row.purl,
    hash: row.matched_hash?.toString('hex') ?? null,
    totals: row.totals.map(Number),
    subject: {
      ecosystem: row.ecosystem,
      name: row.name,
      version: row.version,
      ...(row.release !== null && { release: row.release }),
      ...(row.architecture !== null && { architecture: row.architecture }),
      ...(row.details !== null && { details: row.details }),
      ...(row.owner !== null && { owner: row.owner }),
      ...(row.source_name !== null &&
        row.source_version !== null && { source: { name: row.source_name, version: row.source_version } }),
    },
  }));
}

/** A package with what it is now known to have. */
interface MatchedPackage {
  readonly id: number;
  readonly hash: string;
  readonly inputs: string;
  readonly wasMatched: boolean;
  readonly rows: readonly MatchRow[];
  readonly problems: readonly ScanProblem[];
  readonly isCovered: boolean;
}

/**
 * Matches packages, stores what came of it, and records what is new of those that had been matched before; returns of which the totals
 * are not what they were. `isCurrent` says that the matcher's build is the service's; else they are matched again with that.
 */
export async function matchAndSave(
  db: Kysely<Tables>,
  packages: readonly StoredPackage[],
  { matcher, isCurrent }: { readonly matcher: SubjectMatcher; readonly isCurrent: boolean },
): Promise<ChangedTotals> {
  if (packages.length === 0) return { packageIds: [], imageIds: [] };
  const severityFrom = await severityOrder(db);
  const stated = packages.map(({ id, purl, hash: before, subject }) => {
    const { matches, problems } = matcher.match(subject);
    const rows = matches.map((match) => matchRow(match, severityFrom));
    const isCovered = !problems.some(({ affectsCoverage }) => affectsCoverage);
    const hash = matchHash(rows, problems, isCovered);
    return { id, purl, before, hash, rows, problems, isCovered, inputs: matcher.inputs(subject) };
  });
  const changed = stated.filter(({ before, hash }) => before !== hash);
  const ids = changed.flatMap(({ rows }) => rows.map(({ vulnerability_id }) => vulnerability_id));
  const signals = await insertVulnerabilities(db, ids, { facts: (id) => matcher.facts(id), isCurrent });
  const suppression = await suppressions(db, changed);
  const matched = changed.map(({ before, rows, ...rest }) => ({
    ...rest,
    wasMatched: before !== null,
    rows: rows.map((row) => ({
      ...row,
      ...signalColumns(row, signals.get(row.vulnerability_id)),
      suppression: suppression(rest, row),
    })),
  }));
  await replaceMatches(db, matched, matcher.build);
  const counted = await savePackages(db, matched, packages, matcher.build);
  await noteMatched(db, stated, { build: matcher.build, isCurrent });
  const changedIds = changed.map(({ id }) => id);
  const packageIds = [...new Set([...counted, ...(await savePackageViolations(db, changedIds))])];
  const imageIds = await judgeImages(db, await imagesStatedOnWith(db, changedIds));
  return { packageIds, imageIds };
}

/** Writes the rows that differ from those stored. */
async function replaceMatches(db: Kysely<Tables>, matched: readonly MatchedPackage[], build: number): Promise<void> {
  const ids = matched.flatMap(({ id, wasMatched }) => (wasMatched ? [id] : []));
  const { rows: stored } = await db
    .selectFrom('package_vulnerability')
    .select(['package_id', 'vulnerability_id', 'severity', 'hash'])
    .select(sql<boolean>`hidden is null and suppression is null`.as('isCounted'))
    .where('package_id', '=', sql<number>`any(${ids}::bigint[])`)
    .execute()
    .then((rows) => ({ rows: Map.groupBy(rows, ({ package_id }) => package_id) }));
  const changes = matched.map(({ id, wasMatched, rows }) => {
    const before = new Map((stored.get(id) ?? []).map((row) => [row.vulnerability_id, row]));
    const written = rows.filter((row) => before.get(row.vulnerability_id)?.hash?.toString('hex') !== row.hash);
    const kept = new Set(rows.map(({ vulnerability_id }) => vulnerability_id));
    const gone = [...before.values()].filter(({ vulnerability_id }) => !kept.has(vulnerability_id));
    return { id, wasMatched, before, written, gone };
  });
  await deleteRows(
    db,
    changes.flatMap(({ gone }) => gone),
  );
  await writeRows(
    db,
    changes.flatMap(({ id, written }) => written.map((row) => ({ package_id: id, ...row }))),
  );
  const news = changes.filter(({ wasMatched }) => wasMatched);
  await recordEvents(
    db,
    news.map((one) => ({ ...one, written: one.written.map(countable) })),
    build,
  );
}

function countable(row: MatchRow) {
  return { ...row, isCounted: row.hidden === null && row.suppression === null };
}

async function deleteRows(
  db: Kysely<Tables>,
  rows: readonly { readonly package_id: number; readonly vulnerability_id: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    delete from package_vulnerability v
    using unnest(${rows.map((row) => row.package_id)}::bigint[], ${rows.map((row) => row.vulnerability_id)}::text[])
      as gone(package_id, vulnerability_id)
    where v.package_id = gone.package_id and v.vulnerability_id = gone.vulnerability_id`.execute(db);
}

async function writeRows(db: Kysely<Tables>, rows: readonly (MatchRow & { package_id: number })[]): Promise<void> {
  if (rows.length === 0) return;
  const names = ['aliases', 'summary', 'published', 'severity', 'severity_rank', 'cvss_score', 'fix', 'fixable'];
  names.push(
    'exploitable',
    'known_exploited',
    'epss',
    'risk',
    'scores',
    'evidence',
    'hidden',
    'confidence',
    'suppression',
    'hash',
  );
  await sql`
    insert into package_vulnerability (package_id, vulnerability_id, ${columns(names)})
    select package_id, vulnerability_id,
      ${columns(names, (name) => ({ hash: "decode(hash, 'hex')", suppression: "nullif(suppression, 'null')" })[name] ?? name)}
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as r(package_id bigint, vulnerability_id text, aliases text[],
      summary text, published timestamptz, severity text, severity_rank smallint, cvss_score real, fix jsonb,
      fixable boolean, exploitable boolean, known_exploited boolean, epss smallint, risk smallint, scores jsonb, evidence jsonb,
      hidden text, confidence text, suppression jsonb, hash text)
    on conflict (package_id, vulnerability_id) do update set ${columns(names, (name) => `${name} = excluded.${name}`)}`.execute(
    db,
  );
}

/** Returns the ids of those whose totals are not what they were: what holds others need not be counted. */
async function savePackages(
  db: Kysely<Tables>,
  matched: readonly MatchedPackage[],
  before: readonly StoredPackage[],
  build: number,
): Promise<readonly number[]> {
  if (matched.length === 0) return [];
  const totals = matched.map(({ id, hash, inputs, rows, problems, isCovered }) => {
    return { id, hash, inputs, problems, ...packageTotals(rows, isCovered) };
  });
  await sql`
    update package p set matched_hash = decode(r.hash, 'hex'), problems = r.problems, matched_build = ${build},
      inputs = decode(r.inputs, 'hex'), ${columns(totalColumns, (name) => `${name} = r.${name}`)}
    from jsonb_to_recordset(${toJson(totals)}::jsonb)
      as r(id bigint, hash text, inputs text, problems jsonb, ${columns(totalColumns, (name) => `${name} int`)})
    where p.id = r.id`.execute(db);
  const known = new Map(before.map((one) => [one.id, one.totals]));
  const isChanged = (one: (typeof totals)[number]) =>
    totalColumns.some((name, index) => one[name] !== known.get(one.id)?.[index]);
  return totals.filter(isChanged).map(({ id }) => id);
}

/** Those whose matches have changed have been noted with these. */
async function noteMatched(
  db: Kysely<Tables>,
  packages: readonly {
    readonly id: number;
    readonly inputs: string;
    readonly before: string | null;
    readonly hash: string;
  }[],
  { build, isCurrent }: { readonly build: number; readonly isCurrent: boolean },
): Promise<void> {
  const ids = packages.map(({ id }) => id);
  const same = packages.filter(({ before, hash }) => before === hash);
  await sql`
    update package p set matched_build = ${build}, inputs = decode(r.inputs, 'hex')
    from unnest(${same.map(({ id }) => id)}::bigint[], ${same.map(({ inputs }) => inputs)}::text[]) as r(id, inputs)
    where p.id = r.id`.execute(db);
  if (isCurrent) await sql`delete from package_to_match where package_id = any(${ids}::bigint[])`.execute(db);
  else await sql`insert into package_to_match select unnest(${ids}::bigint[]) on conflict do nothing`.execute(db);
}
