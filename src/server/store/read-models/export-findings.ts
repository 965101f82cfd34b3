import { type Kysely, sql } from 'kysely';
import type { Fix } from '#core/advisory.ts';
import type { Severity } from '#core/severity.ts';
import { countedHere, joinHere } from '../inventory/statements/here.ts';
import type { Tables } from '../schema.ts';
import { batchesOf } from './batches-of.ts';
import { heldConditions, type ImageFilter, imageConditions } from './image-filter.ts';
import { pullReference } from './image-row.ts';
import { allOf } from './text-filter.ts';

interface Row {
  readonly registry_name: string;
  readonly repository: string;
  readonly tags: string[];
  readonly manifest_digest: string;
  readonly image_id: string;
  readonly platform: string;
  readonly vulnerability_id: string;
  readonly severity: Severity;
  readonly cvss_score: number | null;
  readonly epss: number | null;
  readonly known_exploited: boolean;
  readonly exploitable: boolean;
  readonly fix: Fix;
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly summary: string;
}

/**
 * Every finding of every image that a filter finds, image by image, in batches. The conditions on findings hold for the findings
 * themselves: of an image with a critical finding only the critical ones are given. What is counted apart is left out, as in the totals.
 */
export async function* exportFindings(db: Kysely<Tables>, filter: ImageFilter) {
  const query = sql<Row>`
    with wanted as materialized (
      select l.image_id as id, l.digest, l.platform, l.registry_name, l.repository, l.manifest_digest, l.tags
      from listed_image l where ${imageConditions(filter)}
    )
    select w.registry_name, w.repository, w.tags, w.manifest_digest, w.digest as image_id, w.platform, v.vulnerability_id,
      v.severity, v.cvss_score, e.epss, v.known_exploited, v.exploitable, v.fix, p.type, p.name, p.version, p.purl, v.summary
    from wanted w join image_package_set s on s.image_id = w.id join package_set_member m on m.set_id = s.set_id
      join package p on p.id = m.package_id join package_vulnerability v on v.package_id = p.id
      join vulnerability e on e.id = v.vulnerability_id
      left join image_package_exception x
        on x.image_id = s.image_id and x.position = s.position and x.package_id = m.package_id
      ${joinHere(sql`s.image_id`)}
    where (x.reason is null or x.reason = 'moved') and ${countedHere} and ${allOf(heldConditions(filter))}`;
  for await (const rows of batchesOf(db, query)) yield rows.map(present);
}

function present(row: Row) {
  return {
    registryName: row.registry_name,
    repository: row.repository,
    tags: row.tags,
    reference: pullReference(row.repository, row.tags, row.manifest_digest),
    imageId: row.image_id,
    platform: row.platform,
    vulnerabilityId: row.vulnerability_id,
    severity: row.severity,
    ...(row.cvss_score !== null && { cvssScore: row.cvss_score }),
    ...(row.epss !== null && { epss: row.epss }),
    knownExploited: row.known_exploited,
    exploitable: row.exploitable,
    fixState: row.fix.state,
    fixVersions: [...row.fix.versions],
    packageType: row.type,
    packageName: row.name,
    packageVersion: row.version,
    packageId: row.purl,
    summary: row.summary,
  };
}
