import { type Kysely, sql } from 'kysely';
import type { Distro } from '#core/distro.ts';
import type { ImageConfig } from '#core/image.ts';
import type { Lifecycle } from '#core/lifecycle.ts';
import type { SecretFinding } from '#core/secret-finding.ts';
import { lifecycleOf } from '#engine/lifecycle/index.ts';
import type { ImageSubject } from '#engine/policy/index.ts';
import type { Tables } from '../../schema.ts';

interface ImageRow {
  readonly id: number;
  readonly config: ImageConfig;
  readonly secrets: readonly SecretFinding[];
  readonly size: number;
  readonly distro: Distro | null;
  readonly complete: boolean;
  /** ISO day, or `-infinity` where it is only known that support has ended. */
  readonly supported_until: string | null;
}

/** Images as rules look at them, by number, as they are stored and counted. */
export async function imageSubjects(
  db: Kysely<Tables>,
  imageIds: readonly number[],
  now: Date,
): Promise<ReadonlyMap<number, ImageSubject>> {
  const { rows } = await sql<ImageRow>`
    select i.id, i.config, i.secrets, i.size, i.distro, i.supported_until::text,
      coalesce(t.uncovered, 0) = 0 and not i.problems @> '[{"affectsCoverage": true}]' as complete
    from image i left join image_totals t on t.image_id = i.id where i.id = any(${imageIds}::bigint[])`.execute(db);
  const software = await softwareLines(db, imageIds, now);
  return new Map(
    rows.map(({ id, config, secrets, size, complete, ...row }) => [
      id,
      {
        kind: 'image',
        config,
        secrets,
        size,
        complete,
        lifecycles: [...distroLine(row, now), ...(software.get(id) ?? [])],
      },
    ]),
  );
}

function distroLine({ distro, supported_until: until }: Pick<ImageRow, 'distro' | 'supported_until'>, now: Date) {
  if (distro === null || until === null) return [];
  const line = { product: distro.id, cycle: distro.release ?? '', end: endOf(until) };
  return [lifecycleOf({ kind: 'distro', ...line, packageIds: [] }, now)];
}

interface LineRow {
  readonly image_id: number;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly until: string;
}

/** Run-times and servers of images whose support ends. Few packages are any: the sets that hold them are looked up first. */
async function softwareLines(
  db: Kysely<Tables>,
  imageIds: readonly number[],
  now: Date,
): Promise<ReadonlyMap<number, readonly Lifecycle[]>> {
  const { rows } = await sql<LineRow>`
    with lines as materialized (
      select m.set_id, p.id, p.name, p.version, p.purl, p.supported_until::text as until
      from package p join package_set_member m on m.package_id = p.id where p.supported_until is not null
    )
    select s.image_id, l.name, l.version, l.purl, l.until from lines l
      join image_package_set s on s.set_id = l.set_id
      left join image_package_exception x on x.image_id = s.image_id and x.position = s.position and x.package_id = l.id
    where s.image_id = any(${imageIds}::bigint[]) and (x.reason is null or x.reason = 'moved')
    order by s.image_id, l.until, l.purl`.execute(db);
  const lineOf = ({ name, version, purl, until }: LineRow) =>
    lifecycleOf({ kind: 'software', product: name, cycle: version, end: endOf(until), packageIds: [purl] }, now);
  return new Map([...Map.groupBy(rows, ({ image_id }) => image_id)].map(([id, found]) => [id, found.map(lineOf)]));
}

function endOf(until: string): string | boolean {
  return until === '-infinity' ? true : until;
}
