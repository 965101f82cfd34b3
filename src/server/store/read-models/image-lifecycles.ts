import { type Kysely, type Selectable, sql } from 'kysely';
import type { Lifecycle } from '#core/lifecycle.ts';
import type { Package } from '#core/package.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { findLifecycles } from '#engine/lifecycle/index.ts';
import type { Tables } from '../schema.ts';
import { membersOf } from './image-members.ts';

/** What says how long products are supported; absent while there is no advisory database. */
export type SupportDates = Pick<AdvisoryDatabase, 'endOfLife'> | undefined;

/** Types of packages of which some are run-times or servers (see `engine/lifecycle`). */
const types = ['generic', 'golang', 'maven', 'nuget'];

/**
 * How long the distro and the run-times of a stored image are supported, as of `now`: a day changes it and no scan does, so it is worked out
 * when it is asked for.
 */
export async function imageLifecycles(
  db: Kysely<Tables>,
  image: Pick<Selectable<Tables['image']>, 'id' | 'distro'>,
  { support, now }: { readonly support: SupportDates; readonly now: Date },
): Promise<readonly Lifecycle[]> {
  const { rows } = await sql<Pick<Package, 'purl' | 'type' | 'ecosystem' | 'name' | 'version'>>`
    with ${membersOf(image.id)}
    select p.purl, p.type, p.ecosystem, p.name, p.version from members m join package p on p.id = m.package_id
    where p.owner is null and p.type = any(${types}::text[]) order by p.purl collate "C"`.execute(db);
  const packages = rows.map((row) => ({ ...row, id: row.purl, licenses: [], locations: [], foundBy: [] }));
  const distro = image.distro === null ? {} : { distro: image.distro };
  return findLifecycles({ ...distro, packages }, support ?? { endOfLife: () => undefined }, now);
}
