import { type Kysely, sql } from 'kysely';
import type { Severity } from '#core/severity.ts';
import type { FindingEventKind, Tables } from '../schema.ts';

/** What new advisories changed of a package's findings. */
export interface FindingEvent {
  /** Rises with time. */
  readonly id: number;
  readonly kind: FindingEventKind;
  readonly vulnerabilityId: string;
  /** purl. */
  readonly packageId: string;
  /** As it is now; of one that is gone, as it was. */
  readonly severity: Severity;
  readonly previousSeverity?: Severity;
  /** Of the advisory database that brought it. */
  readonly revision: number;
  readonly builtAt: Date;
  readonly recordedAt: Date;
  /** How many images hold the package now. */
  readonly images: number;
}

interface EventRow {
  readonly id: number;
  readonly kind: FindingEventKind;
  readonly vulnerability_id: string;
  readonly purl: string;
  readonly severity: Severity;
  readonly previous_severity: Severity | null;
  readonly build: number;
  readonly revision: number;
  readonly recorded_at: Date;
  readonly images: number;
}

/** Events after one, oldest first. */
export async function findingEvents(
  db: Kysely<Tables>,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly FindingEvent[]> {
  const { rows } = await sql<EventRow>`
    with events as (select * from finding_event where id > ${after} order by id limit ${limit}),
    held as (
      select m.package_id, count(distinct s.image_id) as images
      from package_set_member m join image_package_set s on s.set_id = m.set_id ${exceptions}
      where m.package_id in (select package_id from events) and ${counts} group by m.package_id
    )
    select e.id, e.kind, e.vulnerability_id, p.purl, e.severity, e.previous_severity, e.build, b.revision, e.recorded_at,
      coalesce(h.images, 0) as images
    from events e join package p on p.id = e.package_id join advisory_build b on b.id = e.build
      left join held h on h.package_id = e.package_id
    order by e.id`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    vulnerabilityId: row.vulnerability_id,
    packageId: row.purl,
    severity: row.severity,
    ...(row.previous_severity !== null && { previousSeverity: row.previous_severity }),
    revision: row.revision,
    builtAt: new Date(row.build),
    recordedAt: row.recorded_at,
    images: row.images,
  }));
}

/** Digests of the images that an event concerns: those that hold its package now. */
export async function imagesOfEvent(db: Kysely<Tables>, eventId: number): Promise<readonly string[]> {
  const { rows } = await sql<{ digest: string }>`
    select distinct i.digest
    from finding_event e join package_set_member m on m.package_id = e.package_id
      join image_package_set s on s.set_id = m.set_id join image i on i.id = s.image_id ${exceptions}
    where e.id = ${eventId} and ${counts} order by i.digest`.execute(db);
  return rows.map(({ digest }) => digest);
}

const exceptions = sql`left join image_package_exception x
  on x.image_id = s.image_id and x.position = s.position and x.package_id = m.package_id`;
const counts = sql`(x.reason is null or x.reason in ('moved', 'duplicate'))`;
