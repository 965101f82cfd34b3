import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { allOf, wordsOf } from './text-filter.ts';

/** How the images are told that have all words of a text among their names. */
export interface Named {
  /** True of rows `l` of the listing. */
  readonly condition: RawBuilder<boolean>;
  /** The repositories that have all words in their own name and their registry's, and so in every image's. */
  readonly repositoryIds: readonly number[];
  /** No other image has them. */
  readonly isWhole: boolean;
  /** They are no more than can all be read and then put in order. */
  readonly isFew: boolean;
  /** There are at least so many in the listing. */
  readonly atLeast: number;
}

/** From so many on, names are not listed one by one. */
export interface NamedLimits {
  readonly repositories: number;
  readonly images: number;
  /** Up to so many images in the repositories are read at once. */
  readonly few: number;
}

/** With so many images more than counting goes to that several tags of one image do not matter, as a rule. */
const usualLimits: NamedLimits = { repositories: 20_000, images: 1500, few: 2000 };

/**
 * Finds out which repositories and images bear each word of `q`: names of registries, repositories, platforms and distros are looked through
 * once and not for every image. Undefined where there are no words.
 */
export async function findNamed(
  db: Kysely<Tables>,
  q: string | undefined,
  limits = usualLimits,
): Promise<Named | undefined> {
  const words = wordsOf(q);
  if (words.length === 0) return undefined;
  const found: FoundWord[] = [];
  // The longest word says most; where one is nowhere, the others need not be looked for.
  for (const word of words.toSorted((a, b) => b.length - a.length)) {
    const one = await findWord(db, word, limits);
    if (one.isNowhere)
      return { condition: sql<boolean>`false`, repositoryIds: [], isWhole: true, isFew: true, atLeast: 0 };
    found.push(one);
  }
  const listed = found.map(({ repositoryIds }) => repositoryIds);
  const isFew = found.some((one) => one.isFew);
  const atLeast = found.length === 1 ? (found[0]?.atLeast ?? 0) : 0;
  if (listed.some((ids) => ids === undefined))
    return { condition: namedCondition(q), repositoryIds: [], isWhole: false, isFew, atLeast };
  const [first = [], ...others] = listed.map((ids) => ids ?? []);
  const sets = others.map((ids) => new Set(ids));
  return {
    condition: allOf(found.map(({ condition }) => condition)),
    repositoryIds: first.filter((id) => sets.every((ids) => ids.has(id))),
    isWhole: found.every(({ isWhole }) => isWhole),
    isFew,
    atLeast,
  };
}

/** The same condition for whoever reads all of the listing anyway. */
export function namedCondition(q: string | undefined): RawBuilder<boolean> {
  const shared = sql`lower(concat_ws(' ', l.registry_name, l.repository, l.platform, l.distro_name))`;
  return allOf(wordsOf(q).map((word) => sql<boolean>`(${shared} like ${patternOf(word)} or ${hasOwn(word)})`));
}

interface FoundWord {
  readonly condition: RawBuilder<boolean>;
  /** Undefined where there are too many. */
  readonly repositoryIds: readonly number[] | undefined;
  readonly isWhole: boolean;
  readonly isFew: boolean;
  readonly atLeast: number;
  readonly isNowhere: boolean;
}

async function findWord(db: Kysely<Tables>, word: string, limits: NamedLimits): Promise<FoundWord> {
  const { repositoryIds, isInFew, platforms, distros, imageIds, atLeast } = await lookUp(db, word, limits);
  const own =
    imageIds === undefined ? hasOwn(word) : sql<boolean>`(l.image_id = any(${imageIds}::bigint[]) and ${hasOwn(word)})`;
  const any = [
    repositoryIds === undefined ? sql<boolean>`false` : isOneOf(sql`l.repository_id`, repositoryIds),
    ...(imageIds?.length === 0 ? [] : [own]),
    ...(platforms.length === 0 ? [] : [sql<boolean>`l.platform = any(${platforms}::text[])`]),
    ...(distros.length === 0 ? [] : [sql<boolean>`l.distro_name = any(${distros}::text[])`]),
  ];
  const isWhole = any.length === 1;
  return {
    condition: sql<boolean>`(${sql.join(any, sql` or `)})`,
    repositoryIds,
    isWhole,
    isFew: isInFew && imageIds !== undefined && platforms.length + distros.length === 0,
    atLeast,
    isNowhere: isWhole && repositoryIds?.length === 0,
  };
}

/** Lists that are long enough to take longer to plan with than to look through. */
const longList = 300;

/** True where `column` is one of some ids; of a long list, as a condition that rows in order are tried by. */
export function isOneOf(column: RawBuilder<unknown>, ids: readonly number[]): RawBuilder<boolean> {
  if (ids.length <= longList) return sql<boolean>`${column} = any(${ids}::bigint[])`;
  return sql<boolean>`coalesce(${column} in (select unnest(${ids}::bigint[])), false)`;
}

function patternOf(word: string): string {
  return `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

/** What stands in the image's own row of names, which the listing has too. */
function hasOwn(word: string): RawBuilder<boolean> {
  const tags = sql<boolean>`lower(array_to_string(l.tags, ' ')) like ${patternOf(word)}`;
  const mayBeOfDigest = /^[0-9a-fsh:]*$/.test(word);
  return mayBeOfDigest ? sql<boolean>`(${tags} or l.digest like ${patternOf(word)})` : tags;
}

interface LookedUp {
  readonly repositoryIds: readonly number[] | undefined;
  /** The repositories have few images. */
  readonly isInFew: boolean;
  readonly platforms: readonly string[];
  readonly distros: readonly string[];
  /** With the word in digest or tags; undefined where there are too many, or no index tells. */
  readonly imageIds: readonly number[] | undefined;
  /** How many different images those are, as far as they were looked for. */
  readonly atLeast: number;
}

async function lookUp(db: Kysely<Tables>, word: string, limits: NamedLimits): Promise<LookedUp> {
  const images = imagesNamed(word, limits.images);
  const registries = sql`select r.id from registry g join repository r on r.registry_id = g.id where lower(g.name) like ${patternOf(word)}`;
  const { rows } = await sql<{
    repositories: number[] | null;
    images_in_them: number | null;
    platforms: string[] | null;
    distros: string[] | null;
    images: number[] | null;
  }>`
    with named as materialized (
        select r.id from repository r where lower(r.name) like ${patternOf(word)} union all ${registries} limit ${sql.lit(limits.repositories + 1)}),
      listed as materialized (select array_agg(id) as ids from named)
    select (select ids from listed)::float8[] as repositories,
      (select sum(t.images) from repository_totals t
        where t.repository_id = any((select ids from listed where cardinality(ids) <= ${sql.lit(longList)})::bigint[]))::bigint as images_in_them,
      ${valuesNamed('platform', word)} as platforms, ${valuesNamed('distro_name', word)} as distros,
      (select array_agg(n.image_id)::float8[] from (${images ?? sql`select null::bigint as image_id limit 0`}) n) as images`.execute(
    db,
  );
  const { repositories, images_in_them, platforms, distros, images: imageIds } = rows[0] ?? {};
  const upTo = (ids: readonly number[] | null | undefined, most: number) =>
    (ids?.length ?? 0) > most ? undefined : [...new Set(ids)];
  return {
    repositoryIds: upTo(repositories, limits.repositories),
    isInFew: (repositories?.length ?? 0) <= longList && (images_in_them ?? 0) <= limits.few,
    platforms: platforms ?? [],
    distros: distros ?? [],
    imageIds: images && upTo(imageIds, limits.images),
    atLeast: new Set(imageIds).size,
  };
}

/** Values of a column of the listing of which there are few: stepped through along its index. */
function valuesNamed(column: 'platform' | 'distro_name', word: string): RawBuilder<unknown> {
  const name = sql.ref(column);
  return sql`(
    with recursive seen(value) as (
      (select ${name} from listed_image order by ${name} limit 1)
      union all
      select (select ${name} from listed_image where ${name} > s.value order by ${name} limit 1) from seen s where s.value is not null
    )
    select array_agg(value) from seen where lower(value) like ${patternOf(word)})`;
}

/** Images with a word in digest or tags; undefined where no index tells: of two letters, most digests have any. */
function imagesNamed(word: string, most: number): RawBuilder<unknown> | undefined {
  if (hasTrigram(word))
    return sql`select image_id from repository_image where search like ${patternOf(word)} limit ${sql.lit(most + 1)}`;
  if (/^[0-9a-f:]*$/.test(word)) return undefined;
  return sql`select named as image_id from images_tagged_with(${pairsOf(word)}::text[], ${patternOf(word)}, ${most + 1}) as named`;
}

/** Words of which the index of trigrams knows something. */
function hasTrigram(word: string): boolean {
  return /[\p{L}\p{N}]{3}/u.test(word);
}

/** What `letter_pairs` of a name that has the word must hold: the pairs of letters next to one another, or the one letter. */
function pairsOf(word: string): readonly string[] {
  const letters = Array.from(word);
  return letters.length < 2 ? letters : letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}
