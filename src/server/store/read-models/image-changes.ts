import { type Kysely, sql } from 'kysely';
import { countSeverities, type Severity } from '#core/severity.ts';
import type { FindingEventKind, Tables } from '../schema.ts';
import { compareImages } from './compare-images.ts';
import { findImageId, membersOf } from './image-members.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** How far back new advisories are told. */
const toldDays = 30;
/** Entries that are listed one by one; counts are of all. */
const maxListed = 20;

/**
 * What has changed about an image: against the one that its tag named before, and what new advisories of the last 30 days made of its
 * findings, though nothing in it is different. Undefined where there is no such image.
 */
export async function imageChanges(db: Kysely<Tables>, digest: string, now: Date) {
  const imageId = await findImageId(db, digest);
  if (imageId === undefined) return undefined;
  const since = new Date(now.getTime() - toldDays * dayMs);
  const [before, byAdvisories] = await Promise.all([sincePrevious(db, imageId, digest), newsOf(db, imageId, since)]);
  return {
    ...(before !== undefined && { sincePrevious: before }),
    byAdvisories: { since: since.toISOString(), ...byAdvisories },
  };
}

interface PreviousRow {
  readonly digest: string;
  readonly tag: string;
  readonly moved_at: Date;
}

async function sincePrevious(db: Kysely<Tables>, imageId: number, digest: string) {
  const { rows } = await sql<PreviousRow>`
    select i.digest, r.name || ':' || t.name as tag, t.moved_at
    from (select repository_id, name, image_id, previous_image_id, moved_at from tag
        union all select repository_id, name, image_id, previous_image_id, moved_at from gone_tag) t join repository r on r.id = t.repository_id join image i on i.id = t.previous_image_id
    where t.image_id = ${imageId} order by t.moved_at desc, r.name, t.name limit 1`.execute(db);
  const [previous] = rows;
  if (previous === undefined) return undefined;
  const compared = await compareImages(db, previous.digest, digest);
  if ('missing' in compared) return undefined;
  const { findings, packages } = compared;
  const changed = findings.filter(({ change }) => change !== 'common');
  const present = (change: 'added' | 'fixed') => {
    const of = changed.filter((one) => one.change === change);
    return { severityCounts: countSeverities(of), vulnerabilities: of.slice(0, maxListed).map(presentFinding) };
  };
  const only = (is: (one: (typeof packages)[number]) => boolean) => packages.filter(is).length;
  return {
    imageId: previous.digest,
    tag: previous.tag,
    movedAt: previous.moved_at.toISOString(),
    added: present('added'),
    fixed: present('fixed'),
    packages: {
      added: only(({ before }) => before === undefined),
      removed: only(({ after }) => after === undefined),
      changed: only(({ before, after }) => before !== undefined && after !== undefined),
      listed: packages.slice(0, maxListed),
    },
  };
}

type Finding = Extract<Awaited<ReturnType<typeof compareImages>>, { findings: unknown }>['findings'][number];

function presentFinding({ vulnerabilityId, severity, packageName }: Finding) {
  return { vulnerabilityId, severity, packageName };
}

interface EventRow {
  readonly first: FindingEventKind;
  readonly last: FindingEventKind;
  readonly exploited: boolean;
  readonly vulnerability_id: string;
  readonly name: string;
  readonly severity: Severity;
}

/** Findings that came and went again, or the other way round, are no news. */
async function newsOf(db: Kysely<Tables>, imageId: number, since: Date) {
  const { rows } = await sql<EventRow>`
    with ${membersOf(imageId)}
    select e.vulnerability_id, p.name, (array_agg(e.kind order by e.id))[1] as first,
      (array_agg(e.kind order by e.id desc))[1] as last, bool_or(e.kind = 'exploited') as exploited,
      (array_agg(e.severity order by e.id desc))[1] as severity
    from members m join finding_event e on e.package_id = m.package_id join package p on p.id = e.package_id
    where e.recorded_at >= ${since}::timestamptz
    group by e.vulnerability_id, e.package_id, p.name order by max(e.id) desc`.execute(db);
  const came = rows.filter(({ first, last }) => first === 'new' && last !== 'gone');
  const went = rows.filter(({ first, last }) => last === 'gone' && first !== 'new');
  const present = (of: readonly EventRow[]) => ({
    severityCounts: countSeverities(of),
    vulnerabilities: of.slice(0, maxListed).map(({ vulnerability_id: vulnerabilityId, severity, name }) => {
      return { vulnerabilityId, severity, packageName: name };
    }),
  });
  const isOpen = ({ last }: EventRow) => last !== 'gone';
  return {
    added: present(came),
    fixed: present(went),
    exploited: rows.filter((row) => row.exploited && isOpen(row)).length,
  };
}
