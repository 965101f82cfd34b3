import { type Kysely, type Selectable, sql } from 'kysely';
import type { ExploitSignal, Fix } from '#core/advisory.ts';
import { markBaseLayers } from '#core/base-image.ts';
import type { Digest } from '#core/digest.ts';
import type { Finding, HiddenReason, MatchEvidence, Suppression } from '#core/finding.ts';
import type { ImageIdentity, Layer } from '#core/image.ts';
import type { Package, PackageDetails, PackageOrigin } from '#core/package.ts';
import { parsePlatform } from '#core/platform.ts';
import type { ScanReport } from '#core/scan-report.ts';
import type { Severity, SeverityRating } from '#core/severity.ts';
import { judgeInventory } from '#engine/judge-inventory.ts';
import { rankRatings } from '#engine/match/index.ts';
import { joinHere, suppressionHere } from '../inventory/statements/here.ts';
import type { Tables } from '../schema.ts';
import { severityOrder } from '../settings.ts';
import { baseImageOf } from './base-image-of.ts';
import { findingId } from './finding-id.ts';
import { imageCoverage } from './image-coverage.ts';
import { imageLifecycles, type SupportDates } from './image-lifecycles.ts';
import { membersOf, type PackagePlace, placesOf } from './image-members.ts';
import { advisoriesOf, problemsOf } from './image-overview.ts';
import { policiesOf } from './image-policies.ts';
import { surveyImage } from './image-survey.ts';
import { removedPackagesOf } from './removed-packages.ts';

/** What explaining findings of an image needs to know of it; undefined where there is no such image. */
export async function imageMatches(
  db: Kysely<Tables>,
  digest: string,
): Promise<Pick<ScanReport, 'distro' | 'packages' | 'findings'> | undefined> {
  const image = await db.selectFrom('image').selectAll().where('digest', '=', digest).executeTakeFirst();
  if (image === undefined) return undefined;
  const [packages, findings] = await Promise.all([packagesOf(db, image), findingsOf(db, image)]);
  return { ...(image.distro !== null && { distro: image.distro }), packages, findings };
}

type AdvisoryDatabasePart = NonNullable<ScanReport['advisoryDatabase']>;
type ImageRow = Selectable<Tables['image']>;

/** The whole report of an image, as a scan from the command line gives it; undefined where there is no such image. */
export async function imageReport(
  db: Kysely<Tables>,
  digest: string,
  about: {
    readonly toolVersion: string;
    readonly advisories: AdvisoryDatabasePart | undefined;
    readonly now: Date;
    readonly support?: SupportDates;
  },
): Promise<ScanReport | undefined> {
  const image = await db.selectFrom('image').selectAll().where('digest', '=', digest).executeTakeFirst();
  if (image === undefined) return undefined;
  const [packages, removed, findings, survey, baseImage] = await Promise.all([
    packagesOf(db, image),
    removedPackagesOf(db, image),
    findingsOf(db, image),
    surveyImage(db, image.id),
    baseImageOf(db, image),
  ]);
  const problems = problemsOf(image, survey);
  const advisories = advisoriesPart(advisoriesOf(survey), about.advisories);
  const coverage = imageCoverage(image, survey, {
    problems,
    advisoriesBuiltAt: advisories?.builtAt,
    now: about.now,
  });
  const lifecycles = imageLifecycles(image, survey, { support: about.support, now: about.now });
  const scannedAt = image.scanned_at.toISOString();
  const identity = identityOf(image);
  const { verdicts } = judgeInventory(
    { image: identity, packages, secrets: image.secrets },
    { findings, lifecycles, coverage },
    await policiesOf(db, image.id),
    about.now,
  );
  return {
    schemaVersion: 1,
    tool: { name: 'plimsoll', version: about.toolVersion },
    image: identity,
    ...(image.distro !== null && { distro: image.distro }),
    ...(baseImage !== undefined && { baseImage }),
    layers: markBaseLayers(image.layers, baseImage),
    packages,
    removed,
    findings,
    verdicts,
    lifecycles,
    secrets: image.secrets,
    problems,
    complete: coverage.complete,
    coverage,
    ...(advisories !== undefined && { advisoryDatabase: advisories }),
    startedAt: scannedAt,
    finishedAt: scannedAt,
  };
}

/** Names the build that the findings reflect, which may not be the one that is open yet; only of that is known what it was made of. */
function advisoriesPart(
  { advisoriesBuiltAt: builtAt, advisoryRevision: revision }: ReturnType<typeof advisoriesOf>,
  open: AdvisoryDatabasePart | undefined,
): AdvisoryDatabasePart | undefined {
  if (builtAt === undefined || revision === undefined || builtAt === open?.builtAt) return open;
  return { builtAt, revision, sources: [] };
}

function identityOf(image: ImageRow): ImageIdentity {
  return {
    id: image.digest as Digest,
    reference: image.reference,
    manifestDigest: image.manifest_digest as Digest,
    mediaType: image.media_type,
    platform: parsePlatform(image.platform) ?? image.config.platform,
    config: image.config,
    size: image.size,
  };
}

interface PackageRow {
  readonly id: number;
  readonly purl: string;
  readonly type: string;
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly architecture: string | null;
  readonly source_name: string | null;
  readonly source_version: string | null;
  readonly licenses: string[];
  readonly found_by: string[];
  readonly details: PackageDetails | null;
  readonly owner: string | null;
  readonly origin: PackageOrigin | null;
}

/** The packages of an image with all their places, by purl. */
export async function packagesOf(db: Kysely<Tables>, image: ImageRow): Promise<readonly Package[]> {
  const { rows } = await sql<PackageRow>`
    with ${membersOf(image.id)}
    select p.id, p.purl, p.type, p.ecosystem, p.name, p.version, p.architecture, p.source_name, p.source_version, p.licenses,
      p.found_by, p.details, p.origin, p.owner
    from members m join package p on p.id = m.package_id order by p.purl collate "C"`.execute(db);
  const ids = rows.map(({ id }) => id);
  const places = await placesOf(db, image.id, ids);
  return rows.map((row) => presentPackage(row, places.get(row.id) ?? [], image.layers));
}

function presentPackage(row: PackageRow, places: readonly PackagePlace[], layers: readonly Layer[]): Package {
  return {
    id: row.purl,
    purl: row.purl,
    type: row.type,
    ecosystem: row.ecosystem,
    name: row.name,
    version: row.version,
    ...(row.source_name !== null &&
      row.source_version !== null && { source: { name: row.source_name, version: row.source_version } }),
    ...(row.architecture !== null && { architecture: row.architecture }),
    licenses: row.licenses,
    locations: places.map(({ path, layerIndex }) => ({ path, layer: diffIdOf(layers, layerIndex) })),
    ...(row.owner !== null && { owner: row.owner }),
    foundBy: row.found_by,
    ...(row.details !== null && { details: row.details }),
    ...(row.origin !== null && { origin: row.origin }),
  };
}

interface FindingRow {
  readonly vulnerability_id: string;
  readonly purl: string;
  readonly layer_index: number;
  readonly aliases: string[];
  readonly summary: string;
  readonly published: Date | null;
  readonly severity: Severity;
  readonly scores: SeverityRating[];
  readonly fix: Fix;
  readonly evidence: MatchEvidence[];
  readonly exploit: ExploitSignal | null;
  readonly hidden: HiddenReason | null;
  readonly confidence: 'low' | null;
  readonly suppression: Suppression | null;
}

/** The findings of an image, worst first. */
export async function findingsOf(db: Kysely<Tables>, image: ImageRow): Promise<readonly Finding[]> {
  const { rows } = await sql<FindingRow>`
    with ${membersOf(image.id)}
    select v.vulnerability_id, p.purl, m.layer_index, v.aliases, v.summary, v.published, v.severity, v.scores, v.fix,
      v.evidence, v.hidden, v.confidence, ${sql.raw(suppressionHere)} as suppression, e.exploit
    from members m join package p on p.id = m.package_id
      join package_vulnerability v on v.package_id = p.id join vulnerability e on e.id = v.vulnerability_id
      ${joinHere(sql`${image.id}::bigint`)}
    order by v.severity_rank, v.vulnerability_id, p.purl`.execute(db);
  const severityFrom = await severityOrder(db);
  return rows.map((row) => ({
    id: findingId(row.vulnerability_id, row.purl),
    vulnerabilityId: row.vulnerability_id,
    aliases: row.aliases,
    packageId: row.purl,
    summary: row.summary,
    severity: row.severity,
    scores: rankRatings(row.scores, severityFrom).scores,
    fix: row.fix,
    ...(row.published !== null && { published: row.published.toISOString() }),
    ...(row.exploit !== null && { exploit: row.exploit }),
    layer: diffIdOf(image.layers, row.layer_index),
    evidence: row.evidence,
    ...(row.confidence !== null && { confidence: row.confidence }),
    ...(row.hidden !== null && { hidden: row.hidden }),
    suppressions: row.suppression === null ? [] : [row.suppression],
  }));
}

function diffIdOf(layers: readonly Layer[], index: number): Digest {
  return (layers[index]?.diffId ?? '') as Digest;
}
