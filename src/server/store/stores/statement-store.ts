import { type Kysely, sql } from 'kysely';
import { statementKeys, type VexStatement } from '#engine/vex/index.ts';
import { judgeNamedFindings } from '../inventory/statements/judge-named.ts';
import { nameNewStatements } from '../inventory/statements/name-new-statements.ts';
import { lockPackages } from '../packages-lock.ts';
import type { Tables } from '../schema.ts';
import { StoreError } from '../store-error.ts';
import { cleanText, toJson } from '../to-json.ts';

/** In place of who handed a document in, where it was attached to an image. No user's name has spaces. */
export const attachedIn = 'attached to its image';

/** A VEX document that somebody hands in. */
export interface NewVexDocument {
  readonly name: string;
  readonly format: string;
  /** Of its bytes. */
  readonly digest: string;
  readonly size: number;
  readonly statements: readonly VexStatement[];
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
}

export interface StoredVexDocument extends Omit<NewVexDocument, 'statements'> {
  readonly statements: number;
  /** Findings of distinct packages that it suppresses, wherever these are or in some images. */
  readonly suppressed: number;
}

/** Statements on what affects images and what does not. Whatever changes leaves totals to be counted: see `MatchStore.count`. */
export interface StatementStore {
  list(): Promise<readonly StoredVexDocument[]>;
  /** Names of the documents that were attached to images, as far as they begin so. */
  attached(prefix: string): Promise<readonly string[]>;
  /** Adds a document, or replaces the one of its name. Throws `store/too-many-statements`. */
  save(document: NewVexDocument, limits: { readonly maxStatements: number }): Promise<void>;
  /** False where there is no such document. */
  remove(name: string): Promise<boolean>;
}

/** Statements in the database. */
export function createStatementStore(db: Kysely<Tables>): StatementStore {
  return {
    list: () => list(db),
    attached: async (prefix) => {
      const query = db.selectFrom('vex_document').select('name').where('uploaded_by', '=', attachedIn);
      const rows = await query.where(sql<boolean>`starts_with(name, ${prefix})`).orderBy('name').execute();
      return rows.map(({ name }) => name);
    },
    save: (document, { maxStatements }) =>
      lockPackages(db, async (transaction) => {
        const before = await scopeOf(transaction, document.name);
        await sql`delete from vex_document where name = ${document.name}`.execute(transaction);
        await refuseTooMany(transaction, document, maxStatements);
        await insert(transaction, document);
        const after = await scopeOf(transaction, document.name);
        await judgeNamedFindings(transaction, { names: [...before.names, ...after.names], images: before.images });
      }),
    remove: (name) =>
      lockPackages(db, async (transaction) => {
        const { names, images } = await scopeOf(transaction, name);
        const removed = await sql`delete from vex_document where name = ${name} returning name`.execute(transaction);
        if (removed.rows.length === 0) return false;
        await judgeNamedFindings(transaction, { names, images });
        return true;
      }),
  };
}

async function list(db: Kysely<Tables>): Promise<readonly StoredVexDocument[]> {
  const { rows } = await sql<{
    name: string;
    format: string;
    digest: string;
    size: number;
    uploaded_by: string;
    uploaded_at: Date;
    statements: number;
    suppressed: number;
  }>`
    with suppressing as (
      select document, count(*) as findings from (
        select package_id, vulnerability_id, suppression->>'document' as document from package_vulnerability
          where suppression is not null
        union
        select package_id, vulnerability_id, suppression->>'document' from image_suppression where suppression is not null
      ) of_documents group by document
    )
    select d.*, coalesce(s.findings, 0) as suppressed,
      (select count(*) from vex_statement v where v.document = d.name) as statements
    from vex_document d left join suppressing s on s.document = d.name order by d.uploaded_at desc, d.name`.execute(db);
  return rows.map(({ uploaded_by: uploadedBy, uploaded_at: uploadedAt, ...row }) => ({
    ...row,
    uploadedBy,
    uploadedAt,
  }));
}

interface Scope {
  /** Names of vulnerabilities on which the document states anything. */
  readonly names: readonly string[];
  /** Images on which it may. */
  readonly images: readonly number[];
}

async function scopeOf(db: Kysely<Tables>, document: string): Promise<Scope> {
  const names = await sql<{ name: string }>`
    select distinct unnest(vulnerabilities) as name from vex_statement where document = ${document}`.execute(db);
  const images = await sql<{ id: number }>`
    select distinct i.image_id as id from image_statement i join vex_statement s on s.id = i.statement_id
    where s.document = ${document}`.execute(db);
  return { names: names.rows.map(({ name }) => name), images: images.rows.map(({ id }) => id) };
}

async function refuseTooMany(
  db: Kysely<Tables>,
  { name, statements }: NewVexDocument,
  maxStatements: number,
): Promise<void> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from vex_statement`.execute(db);
  const count = (rows[0]?.count ?? 0) + statements.length;
  if (count <= maxStatements) return;
  throw new StoreError(
    'store/too-many-statements',
    `with the ${statements.length} statements of ${name} there would be ${count}, more than the ${maxStatements} that are kept: remove documents that are of no use any more`,
  );
}

async function insert(db: Kysely<Tables>, document: NewVexDocument): Promise<void> {
  const { name, format, digest, size, uploadedBy, uploadedAt } = document;
  await db
    .insertInto('vex_document')
    .values({ name, format, digest, size, uploaded_by: uploadedBy, uploaded_at: uploadedAt })
    .execute();
  const rows = document.statements.map((one) => ({
    document: name,
    statement_id: one.id,
    vulnerabilities: one.vulnerabilities,
    status: one.status,
    justification: one.justification ?? null,
    notes: one.notes === undefined ? null : cleanText(one.notes).slice(0, maxNotes),
    stated_at: one.timestamp ?? null,
    products: one.products,
    image_keys: statementKeys(one),
  }));
  await sql`
    insert into vex_statement (document, statement_id, vulnerabilities, status, justification, notes, stated_at, products, image_keys)
    select document, statement_id, vulnerabilities, status, justification, notes, stated_at, products, image_keys
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as r(document text, statement_id text, vulnerabilities text[], status text,
      justification text, notes text, stated_at text, products jsonb, image_keys text[])`.execute(db);
  await nameNewStatements(db, name);
}

/** Some documents explain at the length of a book. */
const maxNotes = 2_000;
