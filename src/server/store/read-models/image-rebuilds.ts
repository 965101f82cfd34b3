import { type Kysely, type Selectable, sql } from 'kysely';
import { countSeverities, type Severity } from '#core/severity.ts';
import {
  type RebuildFinding,
  type RebuildPackage,
  type RebuiltFinding,
  rebuildOnBase,
} from '#engine/rebuild-on-base.ts';
import { severityRank } from '../inventory/match-row.ts';
import type { Tables } from '../schema.ts';
import { baseImageOf } from './base-image-of.ts';
import { membersOf } from './image-members.ts';
import { presentDistro } from './image-row.ts';
import { isCounted } from './image-totals.ts';
import { type RebuildCandidate, rebuildCandidates } from './rebuild-candidates.ts';

type ImageRow = Selectable<Tables['image']>;

/** Vulnerabilities that are named one by one; counts are of all. */
const maxNamed = 100;

/**
 * What an image would be, built again on newer images of its base's repositories, the one that leaves least first; one of the base's own
 * release before any other. Undefined where there is no such image; no base and no candidates where the base is not known.
 */
export async function imageRebuilds(db: Kysely<Tables>, digest: string) {
  const image = await db.selectFrom('image').selectAll().where('digest', '=', digest).executeTakeFirst();
  if (image === undefined) return undefined;
  const baseImage = await baseImageOf(db, image);
  const base =
    baseImage &&
    (await db.selectFrom('image').selectAll().where('digest', '=', baseImage.imageId).executeTakeFirstOrThrow());
  if (baseImage === undefined || base === undefined) return { rebuilds: [] };
  const candidates = await rebuildCandidates(db, image, base);
  const held = { image: await packagesOf(db, image), base: candidates.length === 0 ? [] : await packagesOf(db, base) };
  const rebuilds: ReturnType<typeof presentRebuild>[] = [];
  for (const candidate of candidates) {
    const isSameRelease = releaseOf(candidate) === releaseOf(base);
    const rebuilt = rebuildOnBase({ ...held, candidate: await packagesOf(db, candidate), isSameRelease });
    rebuilds.push(presentRebuild(candidate, rebuilt, isSameRelease));
  }
  return { baseImage: { ...baseImage, ...builtAt(base) }, rebuilds: rebuilds.sort(bestFirst) };
}

function builtAt({ config: { created } }: ImageRow) {
  return created === undefined || Number.isNaN(Date.parse(created))
    ? {}
    : { createdAt: new Date(created).toISOString() };
}

function releaseOf({ distro }: Pick<ImageRow, 'distro'>): string {
  return distro === null ? '' : `${distro.id} ${distro.release ?? distro.versionId ?? ''}`;
}

interface PackageRow extends Omit<RebuildPackage, 'findings' | 'standsAbove'> {
  readonly id: number;
  readonly above: boolean;
}

/** The packages of an image with their findings; layers above its base may hold a place of one that the base holds as well. */
async function packagesOf(
  db: Kysely<Tables>,
  image: { readonly id: number; readonly base_layers?: number },
): Promise<readonly RebuildPackage[]> {
  const { rows } = await sql<PackageRow>`
    with ${membersOf(image.id)}
    select p.id, p.type, p.ecosystem, p.name, p.version, m.layer_index >= ${image.base_layers ?? 0} or exists (
      select from image_package_exception x join image i on i.id = x.image_id
      where x.image_id = ${image.id} and x.package_id = p.id and x.reason = 'duplicate'
        and x.position % greatest(jsonb_array_length(i.layers), 1) >= ${image.base_layers ?? 0}) as above
    from members m join package p on p.id = m.package_id where p.owner is null order by p.id`.execute(db);
  const findings = await findingsOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, above, ...one }) => ({ ...one, standsAbove: above, findings: findings.get(id) ?? [] }));
}

interface FindingRow {
  readonly package_id: number;
  readonly vulnerability_id: string;
  readonly severity: Severity;
  readonly known_exploited: boolean;
  readonly exploitable: boolean;
}

async function findingsOf(
  db: Kysely<Tables>,
  packageIds: readonly number[],
): Promise<ReadonlyMap<number, readonly RebuildFinding[]>> {
  const { rows } = await sql<FindingRow>`
    select v.package_id, v.vulnerability_id, v.severity, v.known_exploited, v.exploitable from package_vulnerability v
    where v.package_id = any(${packageIds}::bigint[]) and ${isCounted}`.execute(db);
  const found = Map.groupBy(rows, (row) => row.package_id);
  return new Map(
    [...found].map(([id, of]) => [
      id,
      of.map((row) => ({
        vulnerabilityId: row.vulnerability_id,
        severity: row.severity,
        knownExploited: row.known_exploited,
        exploitable: row.exploitable,
      })),
    ]),
  );
}

function presentRebuild(
  candidate: RebuildCandidate,
  rebuilt: ReturnType<typeof rebuildOnBase>,
  isSameRelease: boolean,
) {
  const { fixes, adds, leaves, unknown, packages } = rebuilt;
  return {
    imageId: candidate.digest,
    reference: candidate.reference,
    manifestDigest: candidate.manifestDigest,
    ...(candidate.distro !== null && { distro: presentDistro(candidate.distro) }),
    ...(candidate.createdAt !== undefined && { createdAt: candidate.createdAt }),
    isSameRelease,
    fixes: summaryOf(fixes),
    adds: summaryOf(adds),
    leaves: countSeverities(leaves),
    unknown: countSeverities(unknown),
    packages: { ...packages },
  };
}

/** Findings counted, and each vulnerability of them once, worst first. */
function summaryOf(findings: readonly RebuiltFinding[]) {
  const sorted = findings.toSorted(
    (a, b) =>
      Number(b.knownExploited) - Number(a.knownExploited) ||
      Number(b.exploitable) - Number(a.exploitable) ||
      severityRank[a.severity] - severityRank[b.severity] ||
      (a.vulnerabilityId < b.vulnerabilityId ? -1 : 1),
  );
  const distinct = new Map(sorted.toReversed().map((one) => [one.vulnerabilityId, one]));
  return {
    severityCounts: countSeverities(findings),
    vulnerabilities: [...distinct.values()]
      .reverse()
      .slice(0, maxNamed)
      .map(({ vulnerabilityId, severity, knownExploited, exploitable }) => ({
        vulnerabilityId,
        severity,
        knownExploited,
        exploitable,
      })),
  };
}

type Presented = ReturnType<typeof presentRebuild>;

/** By what the rebuilt image would have, the worst severity first. */
function bestFirst(a: Presented, b: Presented): number {
  if (a.isSameRelease !== b.isSameRelease) return a.isSameRelease ? -1 : 1;
  for (const severity of ['critical', 'high', 'unknown', 'medium', 'low', 'negligible'] as const) {
    const stays = ({ leaves, adds, unknown }: Presented) =>
      leaves[severity] + adds.severityCounts[severity] + unknown[severity];
    if (stays(a) !== stays(b)) return stays(a) - stays(b);
  }
  return (b.createdAt ?? '') < (a.createdAt ?? '') ? -1 : 1;
}
