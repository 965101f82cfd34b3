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
  'policy',
  'packages',
  'size',
  'created',
  'scanned',
] as const;

export type ImageSort = (typeof imageSorts)[number];

const last: readonly KeyColumn[] = [
  { of: sql`l.image_id`, type: 'bigint' },
  { of: sql`l.repository_id`, type: 'bigint' },
];

const rank: KeyColumn = { of: sql`l.rank`, type: 'int[]' };
const repository = text(sql`l.repository`);
const scanned: KeyColumn = { of: sql`l.scanned_at`, type: 'timestamptz' };

/** Texts from A to Z, counts and times from the largest, coverage from the least, policies from what fails. Each has an index that gives just this order. */
const columns: Readonly<Record<ImageSort, readonly KeyColumn[]>> = {
  worst: [rank],
  name: [repository],
  newest: [scanned],
  registry: [text(sql`l.registry_name`), repository],
  repository: [repository],
  tag: [text(sql`l.first_tag`)],
  platform: [text(sql`l.platform`)],
  distro: [text(sql`l.distro_name`)],
  critical: [most(sql`l.critical`), rank],
  high: [most(sql`l.high`), rank],
  medium: [most(sql`l.medium`), rank],
  low: [most(sql`l.low`), rank],
  findings: [most(sql`(l.critical + l.high + l.medium + l.low + l.negligible + l.unknown)`), rank],
  fixable: [most(sql`l.fixable`), rank],
  exploitable: [most(sql`l.exploitable`), rank],
  // The rank begins with it.
  knownExploited: [rank],
  risk: [most(sql`l.risk_score`), rank],
  coverage: [{ of: sql`l.coverage_order`, type: 'int' }, rank],
  policy: [{ of: sql`l.policy_order`, type: 'int' }, rank],
  packages: [most(sql`l.packages`)],
  size: [{ of: sql`-l.size`, type: 'bigint' }],
  created: [text(sql`l.created`)],
  scanned: [scanned],
};

/** Those that begin at the far end of their index. */
const latestFirst: ReadonlySet<ImageSort> = new Set(['newest', 'created', 'scanned']);

/** An order over `l` listed_image; `backwards` from its end. */
export function imageOrder(sort: ImageSort = 'worst', backwards = false): Keyset {
  return keyset([...columns[sort], ...last], { backwards: backwards !== latestFirst.has(sort) });
}

function text(of: RawBuilder<unknown>): KeyColumn {
  return { of, type: 'text' };
}

function most(of: RawBuilder<unknown>): KeyColumn {
  return { of: sql`-${of}`, type: 'int' };
}
