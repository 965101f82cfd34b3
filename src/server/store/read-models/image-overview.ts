import { type Kysely, type Selectable, sql } from 'kysely';
import type { HiddenReason } from '#core/finding.ts';
import type { ImageConfig } from '#core/image.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { SecretFinding } from '#core/secret-finding.ts';
import { joinHere, suppressionHere } from '../inventory/statements/here.ts';
import { planKept } from '../kept-plans.ts';
import type { Tables } from '../schema.ts';
import { baseImageOf } from './base-image-of.ts';
import { goneTagsOf } from './gone-tags.ts';
import { imageCoverage } from './image-coverage.ts';
import { imageLifecycles, type SupportDates } from './image-lifecycles.ts';
import { membersOf } from './image-members.ts';
import { type ImageNameRow, lastPushOf, presentDistro, presentName, timeOf } from './image-row.ts';
import { type ImageSurvey, severityColumns, surveyImage } from './image-survey.ts';
import { presentTotals, severityCountsOf } from './image-totals.ts';
import { policiesOfImage } from './image-verdicts.ts';
import { countRemoved } from './removed-packages.ts';

type Counts = Record<(typeof severityColumns)[number], number>;

/** The page of an image, all but its findings and packages one by one; undefined where there is no such image. */
export async function imageOverview(db: Kysely<Tables>, digest: string, now: Date, support?: SupportDates) {
  const image = await db
    .selectFrom('image')
    .innerJoin('image_totals', 'image_totals.image_id', 'image.id')
    .selectAll('image')
    .select(['packages', 'vulnerable', 'risk_score', 'coverage', 'fixable', 'exploitable', 'known_exploited'])
    .select(['hidden', 'suppressed'])
    .select(severityColumns)
    .where('digest', '=', digest)
    .executeTakeFirst();
  if (image === undefined) return undefined;
  const [names, survey, removed, baseImage, policy] = await Promise.all([
    namesOf(db, image.id),
    surveyImage(db, image.id),
    countRemoved(db, image.id),
    baseImageOf(db, image),
    policiesOfImage(db, image.id),
  ]);
  const layers = layersOf(image, survey, removed);
  const problems = problemsOf(image, survey);
  const advisories = advisoriesOf(survey);
  const { advisoriesBuiltAt } = advisories;
  const lifecycles = imageLifecycles(image, survey, { support, now });
  const coverageDetails = imageCoverage(image, survey, { problems, advisoriesBuiltAt, now });
  return {
    imageId: image.digest,
    reference: names[0]?.reference ?? image.reference,
    names,
    platform: image.platform,
    ...(image.distro !== null && { distro: presentDistro(image.distro) }),
    ...timeOf('createdAt', image.config.created),
    size: image.size,
    ...(baseImage !== undefined && { baseImage }),
    ...(image.config.user !== undefined && { user: image.config.user }),
    labels: { ...image.config.labels },
    env: [...image.config.env],
    exposedPorts: [...image.config.exposedPorts],
    secrets: image.secrets.map(presentSecret),
    coverage: image.coverage,
    coverageDetails,
    lifecycles,
    problems,
    ...advisories,
    packages: image.packages,
    vulnerablePackages: image.vulnerable,
    ...presentTotals(image),
    policy,
    suppressed: image.suppressed,
    hidden: image.hidden === 0 ? [] : await hiddenOf(db, image.id),
    packageTypes: typesOf(survey),
    layers: layers.map((layer) => ({
      ...layer,
      ...(baseImage !== undefined && { fromBaseImage: layer.index < baseImage.layers }),
    })),
    history: historyOf(image.config.history),
    lastScannedAt: new Date(image.scanned_at).toISOString(),
  };
}

async function namesOf(db: Kysely<Tables>, imageId: number) {
  const { rows } = await sql<ImageNameRow>`${planKept}
    select g.id as registry_id, g.name as registry_name, r.name as repository, ri.manifest_digest, ri.scanned_at,
      array(select distinct name from tag t where t.repository_id = r.id and t.image_id = ${imageId} order by name) as tags,
      ${goneTagsOf('r.id', 'ri.image_id')} as gone_tags, ${lastPushOf('r.name', 'r.id', 'ri.image_id')} as pushed_at
    from repository_image ri join repository r on r.id = ri.repository_id join registry g on g.id = r.registry_id
    where ri.image_id = ${imageId} order by g.kind <> 'registry', r.name`.execute(db);
  return rows.map(presentName);
}

function typesOf({ types }: ImageSurvey) {
  return types.map((row) => {
    const counts = (suffix: string) =>
      severityCountsOf(
        Object.fromEntries(severityColumns.map((name) => [name, row[`${name}_${suffix}`] ?? 0])) as Counts,
      );
    return {
      type: row.type,
      packages: row.packages,
      vulnerablePackages: row.vulnerable,
      fixable: counts('fixable'),
      notFixable: counts('not_fixable'),
    };
  });
}

/** How many findings are counted apart, and why. */
async function hiddenOf(db: Kysely<Tables>, imageId: number) {
  const { rows } = await sql<{ reason: HiddenReason; findings: number }>`
    with ${membersOf(imageId)}
    select v.hidden as reason, count(*) as findings from members m join package_vulnerability v on v.package_id = m.package_id
      ${joinHere(sql`${imageId}::bigint`)}
    where v.hidden is not null and (${sql.raw(suppressionHere)}) is null group by v.hidden order by findings desc, v.hidden`.execute(
    db,
  );
  return rows;
}

function layersOf(
  image: Pick<Selectable<Tables['image']>, 'layers'>,
  survey: ImageSurvey,
  removed: ReadonlyMap<number, number>,
) {
  const byLayer = new Map(survey.layers.map((row) => [row.layer_index, row]));
  const none = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 };
  return image.layers.map(({ index, digest, diffId, size, createdBy }) => ({
    index,
    digest,
    diffId,
    size,
    ...(createdBy !== undefined && { createdBy }),
    packages: byLayer.get(index)?.packages ?? 0,
    removedPackages: removed.get(index) ?? 0,
    severityCounts: severityCountsOf(byLayer.get(index) ?? none),
  }));
}

function presentSecret({ rule, title, severity, masked, place: { kind: place, ...where } }: SecretFinding) {
  const { index: _, ...shown } = { index: 0, ...where };
  return { rule, title, severity, masked, place, ...shown };
}

/** The lines of the image's history, each with the index of its layer where it made one. */
function historyOf(history: ImageConfig['history']) {
  let layers = 0;
  return history.map(({ created, createdBy, comment, emptyLayer }) => {
    const layer = emptyLayer ? {} : { layerIndex: layers };
    if (!emptyLayer) layers += 1;
    return {
      ...timeOf('createdAt', created),
      ...(createdBy !== undefined && { createdBy }),
      ...(comment !== undefined && { comment }),
      ...layer,
    };
  });
}

/** What could not be read, and what could not be looked up: the same for many packages is said once. */
export function problemsOf(
  image: Pick<Selectable<Tables['image']>, 'problems'>,
  { problems, unmatched }: ImageSurvey,
): ScanProblem[] {
  return [...image.problems, ...problems, ...(unmatched > 0 ? [notMatched(unmatched)] : [])];
}

function notMatched(count: number): ScanProblem {
  return {
    stage: 'advisories',
    code: 'advisories/no-database',
    message: `${count} packages have not been looked up, since there is no advisory database yet: they are as soon as there is one; see the status of advisories`,
    affectsCoverage: true,
  };
}

/** The build of the advisory database that what is said of an image reflects. */
export function advisoriesOf({ build, revision }: ImageSurvey) {
  return {
    ...(revision != null && { advisoryRevision: revision }),
    ...(build != null && { advisoriesBuiltAt: new Date(build).toISOString() }),
  };
}
