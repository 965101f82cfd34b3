import { type Kysely, type RawBuilder, sql } from 'kysely';
import { planKept } from '../kept-plans.ts';
import type { Tables } from '../schema.ts';
import { allOf, wordsOf } from './text-filter.ts';

/** How the images are told that have all words of a text among their names. */
export interface Named {
  /** True of rows `l` of the listing. */
  readonly condition: RawBuilder<boolean>;
  /** The repositories that have all words in their own name and their registry's, and so in every image's. */
  readonly repositories: IdList;
  /** No other image has them. */
  readonly isWhole: boolean;
  /** They are no more than can all be read and then put in order. */
  readonly isFew: boolean;
  /** They are told by a long list of repositories alone: in one way, however long. */
  readonly isListed?: boolean;
  /** There are at least so many in the listing. */
  readonly atLeast: number;
  /** What the listing has in those repositories, where that was asked for. */
  readonly inRepositories?: { readonly images: number; readonly repositories: number };
}

/** Numbers as an array of the database, which comes from it and goes back to it: reading and writing thousands of them costs as much as looking them up. */
export interface IdList {
  /** As the database writes an array: `{1,2,3}`. */
  readonly text: string;
  readonly count: number;
  /** It takes longer to plan with than to look through. */
  readonly isLong: boolean;
}

const noIds: IdList = { text: '{}', count: 0, isLong: false };

/** From so many on, names are not listed one by one. */
export interface NamedLimits {
  readonly repositories: number;
  readonly images: number;
  /** Up to so many images in the repositories are read at once. */
  readonly few: number;
  /** A list of repositories that is no longer is part of what is planned. */
  readonly planned: number;
}

interface FindNamed {
  readonly limits?: NamedLimits | undefined;
  /** It will be asked how many there are, and nothing else of them. */
  readonly isAllThatIsAsked?: boolean;
}

/** With so many images more than counting goes to that several tags of one image do not matter, as a rule. */
const usualLimits: NamedLimits = { repositories: 20_000, images: 1500, few: 2000, planned: 300 };

/**
 * Finds out which repositories and images bear each word of `q`: names of registries, repositories, platforms and distros are looked through
 * once and not for every image. Undefined where there are no words.
 */
export async function findNamed(
  db: Kysely<Tables>,
  q: string | undefined,
  { limits = usualLimits, isAllThatIsAsked = false }: FindNamed = {},
): Promise<Named | undefined> {
  const words = wordsOf(q);
  if (words.length === 0) return undefined;
  const found: FoundWord[] = [];
  // The longest word says most; where one is nowhere, the others need not be looked for.
  for (const word of words.toSorted((a, b) => b.length - a.length)) {
    const one = await findWord(db, word, { limits, isCounted: isAllThatIsAsked && words.length === 1 });
    if (one.isNowhere)
      return { condition: sql<boolean>`false`, repositories: noIds, isWhole: true, isFew: true, atLeast: 0 };
    found.push(one);
  }
  const listed = found.flatMap(({ repositories }) => repositories ?? []);
  const isFew = found.some((one) => one.isFew);
  const atLeast = found.length === 1 ? (found[0]?.atLeast ?? 0) : 0;
  if (listed.length < found.length)
    return { condition: namedCondition(q), repositories: noIds, isWhole: false, isFew, atLeast };
  return {
    condition: allOf(found.map(({ condition }) => condition)),
    repositories: inAll(listed, limits),
    isWhole: found.every(({ isWhole }) => isWhole),
    isFew,
    isListed: found.length === 1 && found[0]?.isWhole === true && found[0].repositories?.isLong === true,
    atLeast,
    ...(found.length === 1 && found[0]?.inRepositories && { inRepositories: found[0].inRepositories }),
  };
}

function inAll([first = noIds, ...others]: readonly IdList[], { planned }: NamedLimits): IdList {
  if (others.length === 0) return first;
  const idsOf = ({ text }: IdList) => text.slice(1, -1).split(',');
  const sets = others.map((list) => new Set(idsOf(list)));
  const ids = idsOf(first).filter((id) => id !== '' && sets.every((set) => set.has(id)));
  return { text: `{${ids.join(',')}}`, count: ids.length, isLong: ids.length > planned };
}

/** The same condition for whoever reads all of the listing anyway. */
export function namedCondition(q: string | undefined): RawBuilder<boolean> {
  const shared = sql`lower(concat_ws(' ', l.registry_name, l.repository, l.platform, l.distro_name))`;
  return allOf(wordsOf(q).map((word) => sql<boolean>`(${shared} like ${patternOf(word)} or ${hasOwn(word)})`));
}

interface FoundWord {
  readonly condition: RawBuilder<boolean>;
  /** Undefined where there are too many. */
  readonly repositories: IdList | undefined;
  readonly isWhole: boolean;
  readonly isFew: boolean;
  readonly atLeast: number;
  readonly inRepositories: Named['inRepositories'] | undefined;
  readonly isNowhere: boolean;
}

interface LookUp {
  readonly limits: NamedLimits;
  /** What the repositories hold is counted, however many they are. */
  readonly isCounted: boolean;
}

async function findWord(db: Kysely<Tables>, word: string, options: LookUp): Promise<FoundWord> {
  const { repositories, inRepositories, isInFew, platforms, distros, images, atLeast } = await lookUp(
    db,
    word,
    options,
  );
  const own =
    images === undefined
      ? hasOwn(word)
      : sql<boolean>`(l.image_id = any(${images.text}::bigint[]) and ${hasOwn(word)})`;
  const others = [
    ...(images?.count === 0 ? [] : [own]),
    ...(platforms.length === 0 ? [] : [sql<boolean>`l.platform = any(${platforms}::text[])`]),
    ...(distros.length === 0 ? [] : [sql<boolean>`l.distro_name = any(${distros}::text[])`]),
  ];
  const ofRepositories = repositories?.count ? [isOneOf(sql`l.repository_id`, repositories)] : [];
  // Only what may be so: an index serves one condition, and not that or another.
  const any = [...ofRepositories, ...others];
  const isWhole = others.length === 0;
  return {
    condition: any.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(any, sql` or `)})`,
    repositories,
    isWhole,
    isFew: isInFew && images !== undefined && platforms.length + distros.length === 0,
    atLeast,
    inRepositories,
    isNowhere: isWhole && repositories?.count === 0,
  };
}

/** True where `column` is one of some ids; of a long list, as a condition that rows in order are tried by. */
export function isOneOf(column: RawBuilder<unknown>, { text, isLong }: IdList): RawBuilder<boolean> {
  if (!isLong) return sql<boolean>`${column} = any(${text}::bigint[])`;
  return sql<boolean>`coalesce(${column} in (select unnest(${text}::bigint[])), false)`;
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
  readonly repositories: IdList | undefined;
  readonly inRepositories: Named['inRepositories'] | undefined;
  /** There are few images in the repositories. */
  readonly isInFew: boolean;
  readonly platforms: readonly string[];
  readonly distros: readonly string[];
  /** With the word in digest or tags; undefined where there are too many, or no index tells. */
  readonly images: IdList | undefined;
  /** How many different images those are, as far as they were looked for. */
  readonly atLeast: number;
}

async function lookUp(db: Kysely<Tables>, word: string, { limits, isCounted }: LookUp): Promise<LookedUp> {
  const images = imagesNamed(word, limits.images);
  const pattern = patternOf(word);
  const registries = sql`select r.id from registry g join repository r on r.registry_id = g.id where lower(g.name) like ${pattern}`;
  const isFew = sql`(select cardinality(ids) from listed) <= ${sql.lit(limits.planned)}`;
  const { rows } = await sql<{
    repositories: string | null;
    repository_count: number | null;
    images_in_them: number | null;
    listed_of_them: number;
    platforms: string[] | null;
    distros: string[] | null;
    images: string | null;
    image_count: number | null;
    image_names: number;
  }>`${hasTrigram(word) ? planKept : sql``}
    with named as materialized (
        select r.id from repository r where r.search like ${pattern} union all ${registries} limit ${sql.lit(limits.repositories + 1)}),
      listed as materialized (select array_agg(id) as ids from named),
      held as materialized (
        select array_agg(distinct n.image_id) as ids, count(*) as names from (${images ?? sql`select null::bigint as image_id limit 0`}) n),
      sums as materialized (
        select sum(t.images::int) as images, count(*) as repositories from repository_totals t
        where t.repository_id = any((select ids from listed where ${isCounted ? sql`true` : isFew})::bigint[]))
    select (select ids from listed)::text as repositories, (select cardinality(ids) from listed) as repository_count,
      (select images from sums) as images_in_them, (select repositories from sums) as listed_of_them,
      ${valuesNamed('platform', word)} as platforms, ${valuesNamed('distro_name', word)} as distros,
      (select ids from held)::text as images, (select cardinality(ids) from held) as image_count, (select names from held) as image_names`.execute(
    db,
  );
  const [row] = rows;
  const repositoryCount = row?.repository_count ?? 0;
  const isLong = repositoryCount > limits.planned;
  const listOf = (text: string | null | undefined, count: number | null | undefined) => ({
    text: text ?? '{}',
    count: count ?? 0,
    isLong: (count ?? 0) > limits.planned,
  });
  const inRepositories = { images: row?.images_in_them ?? 0, repositories: row?.listed_of_them ?? 0 };
  return {
    repositories: repositoryCount > limits.repositories ? undefined : listOf(row?.repositories, repositoryCount),
    inRepositories: isCounted ? inRepositories : undefined,
    isInFew: !isLong && inRepositories.images <= limits.few,
    platforms: row?.platforms ?? [],
    distros: row?.distros ?? [],
    images: images && (row?.image_names ?? 0) <= limits.images ? listOf(row?.images, row?.image_count) : undefined,
    atLeast: row?.image_count ?? 0,
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
