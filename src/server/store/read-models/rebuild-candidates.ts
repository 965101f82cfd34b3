import { type Kysely, type Selectable, sql } from 'kysely';
import type { Distro } from '#core/distro.ts';
import { parseImageReference } from '#core/image-reference.ts';
import type { Tables } from '../schema.ts';
import { pullReference } from './image-row.ts';

/** An image that another could be built on in place of its base. */
export interface RebuildCandidate {
  readonly id: number;
  readonly digest: string;
  readonly reference: string;
  readonly manifestDigest: string;
  readonly distro: Distro | null;
  /** When it was built, by its own account. */
  readonly createdAt: string | undefined;
}

/** Of a base repository with very many images, the ones that were built last. */
const maxCandidates = 12;

interface CandidateRow {
  readonly id: number;
  readonly digest: string;
  readonly distro: Distro | null;
  readonly created: string | null;
  readonly repository: string;
  readonly manifest_digest: string;
  readonly tags: string[];
}

/**
 * The images that bear a tag in the base's repositories, of the image's platform, and built after the base, the newest first. The
 * repositories are those that hold the base now, and the one that it was scanned in: a tag that moved on leaves its old image in none.
 */
export async function rebuildCandidates(
  db: Kysely<Tables>,
  image: Pick<Selectable<Tables['image']>, 'id' | 'platform'>,
  base: Pick<Selectable<Tables['image']>, 'id' | 'reference' | 'config'>,
): Promise<readonly RebuildCandidate[]> {
  const scanned = parseImageReference(base.reference);
  const scannedIn = scanned === undefined ? '' : `${scanned.registry}/${scanned.repository}`;
  const { rows } = await sql<CandidateRow>`
    with homes as (
      select repository_id as id from repository_image where image_id = ${base.id}
      union select id from repository where name = ${scannedIn}
    )
    select distinct on (i.id) i.id, i.digest, i.distro, i.config->>'created' as created, r.name as repository, n.manifest_digest,
      array(select distinct t.name from tag t where t.repository_id = r.id and t.image_id = i.id order by t.name) as tags
    from homes h join repository r on r.id = h.id join repository_image n on n.repository_id = r.id join image i on i.id = n.image_id
    where i.id not in (${base.id}, ${image.id}) and i.platform = ${image.platform}
      and exists (select from tag t where t.repository_id = r.id and t.image_id = i.id)
    order by i.id, r.name`.execute(db);
  const builtMs = millisecondsOf(base.config.created);
  return rows
    .map((row) => ({ row, ms: millisecondsOf(row.created) }))
    .filter(({ ms }) => ms === undefined || builtMs === undefined || ms > builtMs)
    .sort((a, b) => (b.ms ?? 0) - (a.ms ?? 0) || b.row.id - a.row.id)
    .slice(0, maxCandidates)
    .map(({ row, ms }) => ({
      id: row.id,
      digest: row.digest,
      reference: pullReference(row.repository, row.tags, row.manifest_digest),
      manifestDigest: row.manifest_digest,
      distro: row.distro,
      createdAt: ms === undefined ? undefined : new Date(ms).toISOString(),
    }));
}

/** Builds that are to be the same every time say 1970, or a day in the year 1: that says nothing of which is newer. */
const firstImageMs = Date.UTC(2013, 0);

function millisecondsOf(text: string | null | undefined): number | undefined {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) || ms < firstImageMs ? undefined : ms;
}
