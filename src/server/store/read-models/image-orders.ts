import { type RawBuilder, sql } from 'kysely';
import { type KeyColumn, type Keyset, keyset } from './keyset.ts';

/** What a listing of images can be sorted by; `worst`, `name` and `newest` are what people ask for most. */
export const imageSorts = [
  'worst',
  'name',
  'newest',
  'registry',
  'repository',
  'tag',
  'platform',
  'distro',
  'critical',
  'high',
  'medium',
  'low',
  'findings',
  'fixable',
  'exploitable',
  'knownExploited',
  'risk',
  'coverage',
  'packages',
  'size',
  'created',
  'scanned',
] as const;

export type ImageSort = (typeof imageSorts)[number];

const last: readonly KeyColumn[] = [
  { of: sql`t.image_id`, type: 'bigint' },
  { of: sql`r.id`, type: 'bigint' },
];

const rank: KeyColumn = { of: sql`t.rank`, type: 'int[]' };

/** Texts from A to Z, counts and times from the largest, coverage from the least. */
const columns: Readonly<Record<ImageSort, readonly KeyColumn[]>> = {
  worst: [rank],
  name: [text(sql`r.name`)],
  newest: [latest(sql`ri.scanned_at`)],
  registry: [text(sql`g.name`), text(sql`r.name`)],
  repository: [text(sql`r.name`)],
  tag: [text(sql`coalesce((select min(name) from tag where tag.repository_id = r.id and tag.image_id = i.id), '')`)],
  platform: [text(sql`i.platform`)],
  distro: [text(sql`coalesce(i.distro->>'prettyName', '')`)],
  critical: [most(sql`t.critical`), rank],
  high: [most(sql`t.high`), rank],
  medium: [most(sql`t.medium`), rank],
  low: [most(sql`t.low`), rank],
  findings: [most(sql`(t.critical + t.high + t.medium + t.low + t.negligible + t.unknown)`), rank],
  fixable: [most(sql`t.fixable`), rank],
  exploitable: [most(sql`t.exploitable`), rank],
  knownExploited: [most(sql`t.known_exploited`), rank],
  risk: [most(sql`t.risk_score`), rank],
  coverage: [{ of: sql`array_position(array['unknown', 'partial', 'complete'], t.coverage)`, type: 'int' }, rank],
  packages: [most(sql`t.packages`)],
  size: [{ of: sql`-i.size`, type: 'bigint' }],
  created: [text(sql`coalesce(i.config->>'created', '')`)],
  scanned: [latest(sql`ri.scanned_at`)],
};

/** An order over `t` image_totals, `i` image, `ri` repository_image, `r` repository, `g` registry; `backwards` from its end. */
export function imageOrder(sort: ImageSort = 'worst', backwards = false): Keyset {
  return keyset([...columns[sort], ...last], { backwards: backwards !== (sort === 'created') });
}

function text(of: RawBuilder<unknown>): KeyColumn {
  return { of, type: 'text' };
}

function most(of: RawBuilder<unknown>): KeyColumn {
  return { of: sql`-${of}`, type: 'int' };
}

function latest(of: RawBuilder<unknown>): KeyColumn {
  return { of: sql`-extract(epoch from ${of})`, type: 'numeric' };
}
