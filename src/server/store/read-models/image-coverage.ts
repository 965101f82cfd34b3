import { type Kysely, type Selectable, sql } from 'kysely';
import type { Coverage, EcosystemCoverage } from '#core/coverage.ts';
import type { ScanProblem } from '#core/problem.ts';
import { assessCoverage } from '#engine/assess-coverage.ts';
import type { Tables } from '../schema.ts';
import { membersOf } from './image-members.ts';

/** What a stored image's findings can and cannot say of it: the same verdict as a scan from the command line gives. */
export async function imageCoverage(
  db: Kysely<Tables>,
  image: Pick<Selectable<Tables['image']>, 'id' | 'distro' | 'layers' | 'reading'>,
  about: {
    readonly problems: readonly ScanProblem[];
    /** When the advisories were built that its packages were matched with; undefined where they were not. */
    readonly advisoriesBuiltAt: string | undefined;
    readonly now: Date;
  },
): Promise<Coverage> {
  const { problems, advisoriesBuiltAt, now } = about;
  const advisories =
    advisoriesBuiltAt === undefined ? {} : { advisories: await advisoriesOf(db, image, advisoriesBuiltAt) };
  return assessCoverage({
    ...(image.distro !== null && { distro: image.distro }),
    ...(image.reading !== null && { reading: image.reading }),
    layers: image.layers,
    problems,
    ...advisories,
    now,
  });
}

interface EcosystemRow {
  readonly ecosystem: string;
  readonly release: string | null;
  readonly packages: number;
  readonly reason: string | null;
}

async function advisoriesOf(db: Kysely<Tables>, image: { readonly id: number }, builtAt: string) {
  const { rows } = await sql<EcosystemRow>`
    with ${membersOf(image.id)}
    select p.ecosystem, p.release, count(*) as packages, min(why.message) as reason
    from members m join package p on p.id = m.package_id
      left join lateral (
        select problem->>'message' as message from jsonb_array_elements(p.problems) as problem
        where problem->>'code' = 'advisories/none-for-ecosystem' limit 1
      ) why on true
    where p.owner is null group by p.ecosystem, p.release order by p.ecosystem collate "C", p.release`.execute(db);
  return { builtAt, ecosystems: rows.map(present) };
}

function present({ ecosystem, release, packages, reason }: EcosystemRow): EcosystemCoverage {
  return {
    ecosystem,
    ...(release !== null && { release }),
    packages,
    covered: reason === null,
    ...(reason !== null && { reason }),
  };
}
