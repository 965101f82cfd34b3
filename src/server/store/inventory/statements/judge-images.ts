import { type Kysely, sql } from 'kysely';
import type { Digest } from '#core/digest.ts';
import type { Suppression } from '#core/finding.ts';
import type { ImageIdentity } from '#core/image.ts';
import { imageKeys, productMatches } from '#engine/vex/index.ts';
import type { Tables } from '../../schema.ts';
import { toJson } from '../../to-json.ts';
import { exceptionsEverywhere, exceptionsOn } from '../exceptions/exception-rows.ts';
import { imagesExcepted, imagesExceptedWith, nameImagesExcepted } from '../exceptions/name-exceptions.ts';
import { type ExceptableFinding, type ExceptionIndex, exceptionOn } from '../exceptions/weigh-exceptions.ts';
import {
  loadStatements,
  presentStatement,
  type StatementIndex,
  type StatementRow,
  type StoredStatement,
  statementColumns,
} from './statement-index.ts';
import { isSameSuppression, suppressionOf } from './suppression-of.ts';

type Identity = Pick<ImageIdentity, 'id' | 'manifestDigest' | 'reference'>;

/** As many are judged together: what is decided of them is held in memory. */
const imagesAtOnce = 1_000;

/**
 * Decides which findings statements on images themselves and exceptions in them suppress in these, or say to count although elsewhere they do not, and
 * stores that. To be called whenever the names of an image, its packages, their findings, statements or exceptions have changed; totals are the
 * caller's. Returns the images in which anything is or was decided so.
 */
export async function judgeImages(db: Kysely<Tables>, imageIds: readonly number[]): Promise<readonly number[]> {
  const judged: number[] = [];
  for (let start = 0; start < imageIds.length; start += imagesAtOnce) {
    judged.push(...(await judgeSome(db, imageIds.slice(start, start + imagesAtOnce))));
  }
  return judged;
}

async function judgeSome(db: Kysely<Tables>, imageIds: readonly number[]): Promise<readonly number[]> {
  const { rows: before } = await sql<{ image_id: number }>`
    delete from image_suppression where image_id = any(${imageIds}::bigint[]) returning image_id`.execute(db);
  const [statements, exceptions] = [await statementsOn(db, imageIds), await exceptionsOn(db, imageIds)];
  const decisions = statements.size + exceptions.size === 0 ? [] : await decide(db, { statements, exceptions });
  if (decisions.length > 0) await store(db, decisions);
  return [...new Set([...before, ...decisions].map(({ image_id }) => image_id))];
}

/** Looks anew which statements may be on some images, and which exceptions are in them, after the names of these have changed. */
export async function nameImages(db: Kysely<Tables>, imageIds: readonly number[]): Promise<void> {
  await sql`delete from image_statement where image_id = any(${imageIds}::bigint[])`.execute(db);
  const names = await identitiesOf(db, imageIds);
  const keys = [...names].flatMap(([image_id, some]) =>
    [...new Set(some.flatMap(imageKeys))].map((key) => ({ image_id, key })),
  );
  await sql`
    insert into image_statement (image_id, statement_id)
    select distinct k.image_id, s.id from jsonb_to_recordset(${toJson(keys)}::jsonb) as k(image_id bigint, key text)
      join vex_statement s on s.image_keys @> array[k.key]`.execute(db);
  await nameImagesExcepted(db, imageIds);
}

/** The images in which something may change with what statements and exceptions say that bear these names of vulnerabilities. */
export async function imagesStatedOn(db: Kysely<Tables>, names: readonly string[]): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct i.image_id as id from image_statement i join vex_statement s on s.id = i.statement_id
    where s.vulnerabilities && ${names}::text[]`.execute(db);
  return [...new Set([...rows.map(({ id }) => id), ...(await imagesExcepted(db, names))])];
}

/** Of the images on which there are statements or exceptions, those that hold any of some packages. */
export async function imagesStatedOnWith(
  db: Kysely<Tables>,
  packageIds: readonly number[],
): Promise<readonly number[]> {
  if (packageIds.length === 0) return [];
  const on = await anyOnImages(db);
  const excepted = on.exceptions ? await imagesExceptedWith(db, packageIds) : [];
  if (!on.statements) return excepted;
  const { rows } = await sql<{ id: number }>`
    select distinct s.image_id as id from image_package_set s join package_set_member m on m.set_id = s.set_id
    where s.image_id in (select image_id from image_statement) and m.package_id = any(${packageIds}::bigint[])`.execute(
    db,
  );
  return [...new Set([...rows.map(({ id }) => id), ...excepted])];
}

/** As a rule there are none, and whatever matches packages need not look for their images. */
async function anyOnImages(
  db: Kysely<Tables>,
): Promise<{ readonly statements: boolean; readonly exceptions: boolean }> {
  const { rows } = await sql<{ statements: boolean; exceptions: boolean }>`
    select exists (select from image_statement) as statements, exists (select from image_exception) as exceptions`.execute(
    db,
  );
  return rows[0] ?? { statements: false, exceptions: false };
}

async function statementsOn(
  db: Kysely<Tables>,
  imageIds: readonly number[],
): Promise<ReadonlyMap<number, readonly StoredStatement[]>> {
  const { rows } = await sql<StatementRow & { readonly image_id: number }>`
    select i.image_id, ${statementColumns} from image_statement i join vex_statement s on s.id = i.statement_id
    where i.image_id = any(${imageIds}::bigint[]) order by s.id`.execute(db);
  const byImage = Map.groupBy(rows, ({ image_id }) => image_id);
  return new Map([...byImage].map(([id, found]) => [id, found.map(presentStatement)]));
}

interface Candidate extends ExceptableFinding {
  readonly image_id: number;
  readonly package_id: number;
  readonly purl: string;
  readonly suppression: Suppression | null;
}

interface Decision extends Pick<Candidate, 'image_id' | 'package_id' | 'vulnerability_id'> {
  readonly suppression: Suppression | null;
}

interface OnImages {
  readonly statements: ReadonlyMap<number, readonly StoredStatement[]>;
  readonly exceptions: ReadonlyMap<number, ExceptionIndex>;
}

async function decide(db: Kysely<Tables>, { statements, exceptions }: OnImages): Promise<readonly Decision[]> {
  const imageIds = [...new Set([...statements.keys(), ...exceptions.keys()])];
  const rows = await candidatesOf(db, imageIds, [
    ...new Set([
      ...[...statements.values()].flat().flatMap(({ vulnerabilities }) => vulnerabilities),
      ...[...exceptions.values()].flatMap((index) => [...index.keys()]),
    ]),
  ]);
  const names = [...new Set(rows.flatMap((row) => [row.vulnerability_id, ...row.aliases]))];
  const elsewhere = {
    identities: await identitiesOf(db, [...statements.keys()]),
    statements: await loadStatements(db, names),
    exceptions: await exceptionsEverywhere(db, names),
  };
  return rows.flatMap((row) => {
    const here = { statements: statements.get(row.image_id) ?? [], exceptions: exceptions.get(row.image_id) };
    return decideOne(row, { here, elsewhere });
  });
}

async function candidatesOf(
  db: Kysely<Tables>,
  imageIds: readonly number[],
  names: readonly string[],
): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate>`
    -- Few findings bear these names, and images have very many: whatever else is looked up first, these are.
    with stated as materialized (
      select package_id, vulnerability_id, aliases, fixable, suppression from package_vulnerability
      where vulnerability_id = any(${names}::text[]) or aliases && ${names}::text[]
    )
    select distinct s.image_id, m.package_id, p.purl, p.type, p.name, p.version, v.vulnerability_id, v.aliases, v.fixable, v.suppression
    from image_package_set s join package_set_member m on m.set_id = s.set_id
      left join image_package_exception x
        on x.image_id = s.image_id and x.position = s.position and x.package_id = m.package_id
      join package p on p.id = m.package_id join stated v on v.package_id = p.id
    where s.image_id = any(${imageIds}::bigint[]) and (x.reason is null or x.reason = 'moved')`.execute(db);
  return rows;
}

interface Decisive {
  readonly here: { readonly statements: readonly StoredStatement[]; readonly exceptions: ExceptionIndex | undefined };
  readonly elsewhere: {
    readonly identities: ReadonlyMap<number, readonly Identity[]>;
    readonly statements: StatementIndex;
    readonly exceptions: ExceptionIndex;
  };
}

/** An exception accepts whatever statements leave open; where one everywhere does, nothing else is true of the image. */
function decideOne(row: Candidate, { here, elsewhere }: Decisive): readonly Decision[] {
  const names = [row.vulnerability_id, ...row.aliases];
  const identities = elsewhere.identities.get(row.image_id) ?? [];
  const isAbout = ({ vulnerabilities, products }: StoredStatement) =>
    vulnerabilities.some((name) => names.includes(name)) &&
    products.some((product) =>
      identities.some((image) => productMatches(product, { image, package: { purl: row.purl } })),
    );
  const about = new Set([...elsewhere.statements.about(row.purl, names), ...here.statements.filter(isAbout)]);
  const accepted = () => exceptionOn(row, elsewhere.exceptions) ?? exceptionOn(row, here.exceptions);
  const suppression = suppressionOf([...about]) ?? accepted() ?? null;
  if (isSameSuppression(suppression, row.suppression)) return [];
  return [{ image_id: row.image_id, package_id: row.package_id, vulnerability_id: row.vulnerability_id, suppression }];
}

async function store(db: Kysely<Tables>, decisions: readonly Decision[]): Promise<void> {
  await sql`
    insert into image_suppression (image_id, package_id, vulnerability_id, suppression)
    select image_id, package_id, vulnerability_id, nullif(suppression, 'null')
    from jsonb_to_recordset(${toJson(decisions)}::jsonb)
      as r(image_id bigint, package_id bigint, vulnerability_id text, suppression jsonb)`.execute(db);
}

/** All by which images may be named: each tag that they bear now, not those that they have lost, and their digests. */
async function identitiesOf(
  db: Kysely<Tables>,
  imageIds: readonly number[],
): Promise<ReadonlyMap<number, readonly Identity[]>> {
  const { rows } = await sql<{ id: number; digest: Digest; manifest_digest: Digest; reference: string }>`
    select i.id, i.digest, coalesce(n.manifest_digest, i.manifest_digest) as manifest_digest,
      coalesce(r.name || coalesce(':' || t.name, '@' || n.manifest_digest), i.digest) as reference
    from image i left join repository_image n on n.image_id = i.id left join repository r on r.id = n.repository_id
      left join tag t on t.repository_id = n.repository_id and t.image_id = i.id
    where i.id = any(${imageIds}::bigint[])`.execute(db);
  const byImage = Map.groupBy(rows, ({ id }) => id);
  return new Map(
    [...byImage].map(([id, found]) => [
      id,
      found.map(({ digest, manifest_digest: manifestDigest, reference }) => ({
        id: digest,
        manifestDigest,
        reference,
      })),
    ]),
  );
}
