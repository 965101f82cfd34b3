import { type Kysely, sql } from 'kysely';
import type { Severity } from '#core/severity.ts';
import { isUploaded, uploadsId } from '#core/uploaded-archive.ts';
import { countedHere, joinHere } from '../inventory/statements/here.ts';
import type { Tables } from '../schema.ts';
import { membersOf } from './image-members.ts';

/** What became of a finding from one image to another. */
export type FindingChange = 'added' | 'fixed' | 'common';

interface FindingRow {
  readonly change: FindingChange;
  readonly vulnerability_id: string;
  readonly type: string;
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly severity: Severity;
  readonly exploitable: boolean;
  readonly known_exploited: boolean;
  readonly fixable: boolean;
  readonly summary: string;
}

interface PackageRow {
  readonly type: string;
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

const maxListed = 5000;

/**
 * What differs between two images: a finding is the same where vulnerability, type and name of the package are, whatever its version;
 * so is a package where type and name are. Undefined where there is no such image.
 */
export async function compareImages(db: Kysely<Tables>, from: string, to: string) {
  const [before, after] = await Promise.all([imageNamed(db, from), imageNamed(db, to)]);
  if (before === undefined) return { missing: from };
  if (after === undefined) return { missing: to };
  const [findings, packages] = await Promise.all([
    changedFindings(db, before.id, after.id),
    changedPackages(db, before.id, after.id),
  ]);
  const moved = new Map(packages.map((row) => [nameOf(row), row]));
  const count = (change: FindingChange) => findings.filter((one) => one.change === change).length;
  return {
    from: before.image,
    to: after.image,
    added: count('added'),
    fixed: count('fixed'),
    common: count('common'),
    findings: findings.slice(0, maxListed).map((row) => ({
      change: row.change,
      vulnerabilityId: row.vulnerability_id,
      summary: row.summary,
      severity: row.severity,
      exploitable: row.exploitable,
      knownExploited: row.known_exploited,
      fixable: row.fixable,
      packageType: row.type,
      packageName: row.name,
      ...versions(bothVersions(row, moved.get(nameOf(row)))),
    })),
    packages: packages.slice(0, maxListed).map((row) => ({ type: row.type, name: row.name, ...versions(row) })),
  };
}

function nameOf({ type, name }: Pick<PackageRow, 'type' | 'name'>): string {
  return JSON.stringify([type, name]);
}

/** Of a finding that one image has, the version of the package in the other, too: that is what mended it, or brought it. */
function bothVersions(finding: FindingRow, moved: PackageRow | undefined): Pick<PackageRow, 'before' | 'after'> {
  const { change, before, after } = finding;
  if (change === 'common') return finding;
  if (moved === undefined) return { before: before ?? after, after: after ?? before };
  return { before: before ?? moved.before, after: after ?? moved.after };
}

function versions({ before, after }: Pick<PackageRow, 'before' | 'after'>) {
  return { ...(before !== null && { before }), ...(after !== null && { after }) };
}

/** An image by the digest of its configuration, or by `registry/repository:tag` as it is now. What an archive calls an image has colons in it. */
async function imageNamed(db: Kysely<Tables>, text: string) {
  const at = text.lastIndexOf(':');
  const [repository, tag] = [text.slice(0, at), text.slice(at + 1)];
  const ofRegistry = sql`r.name = ${repository} and t.name = ${tag}`;
  const ofArchive = sql`r.registry_id = ${uploadsId} and r.name || ':' || t.name = ${text}`;
  const { rows } = await sql<{ id: number; digest: string; reference: string; platform: string }>`
    select i.id, i.digest, i.platform, coalesce((
      select r.name || ':' || t.name from tag t join repository r on r.id = t.repository_id where t.image_id = i.id
      order by (r.name || ':' || t.name = ${text}) desc, r.name, t.name limit 1), i.reference) as reference
    from image i where i.digest = ${text} or i.id = (
      select t.image_id from tag t join repository r on r.id = t.repository_id
      where ${isUploaded(text) ? ofArchive : ofRegistry} order by t.platform limit 1)`.execute(db);
  const [row] = rows;
  return row && { id: row.id, image: { imageId: row.digest, reference: row.reference, platform: row.platform } };
}

async function changedFindings(db: Kysely<Tables>, from: number, to: number): Promise<readonly FindingRow[]> {
  const of = (members: 'old_members' | 'new_members', imageId: number) => sql`
    select v.vulnerability_id, p.type, p.name, string_agg(distinct p.version, ', ' order by p.version) as version,
      min(v.severity_rank) as rank, (array_agg(v.severity order by v.severity_rank))[1] as severity,
      bool_or(v.exploitable) as exploitable, bool_or(v.known_exploited) as known_exploited, bool_or(v.fixable) as fixable,
      min(v.summary) as summary
    from ${sql.raw(members)} m join package p on p.id = m.package_id join package_vulnerability v on v.package_id = p.id
      ${joinHere(sql`${imageId}::bigint`)}
    where ${countedHere} group by v.vulnerability_id, p.type, p.name`;
  const newer = (name: string) => sql.raw(`coalesce(n.${name}, o.${name}) as ${name}`);
  const { rows } = await sql<FindingRow>`
    with ${membersOf(from, 'old_members')}, ${membersOf(to, 'new_members')},
    o as (${of('old_members', from)}), n as (${of('new_members', to)})
    select case when o.version is null then 'added' when n.version is null then 'fixed' else 'common' end as change,
      vulnerability_id, type, name, o.version as before, n.version as after, ${newer('severity')}, ${newer('exploitable')},
      ${newer('known_exploited')}, ${newer('fixable')}, ${newer('summary')}
    from o full join n using (vulnerability_id, type, name)
    order by coalesce(n.known_exploited, o.known_exploited) desc, coalesce(n.exploitable, o.exploitable) desc,
      coalesce(n.rank, o.rank), vulnerability_id, type, name`.execute(db);
  return rows;
}

async function changedPackages(db: Kysely<Tables>, from: number, to: number): Promise<readonly PackageRow[]> {
  const of = (members: 'old_members' | 'new_members') => sql`
    select p.type, p.name, string_agg(distinct p.version, ', ' order by p.version) as version
    from ${sql.raw(members)} m join package p on p.id = m.package_id group by p.type, p.name`;
  const { rows } = await sql<PackageRow>`
    with ${membersOf(from, 'old_members')}, ${membersOf(to, 'new_members')},
    o as (${of('old_members')}), n as (${of('new_members')})
    select type, name, o.version as before, n.version as after from o full join n using (type, name)
    where o.version is distinct from n.version order by type, name`.execute(db);
  return rows;
}
