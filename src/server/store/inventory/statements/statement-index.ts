import { type Kysely, sql } from 'kysely';
import type { Digest } from '#core/digest.ts';
import { parsePurl } from '#core/purl.ts';
import { productMatches, type VexProduct, type VexStatement, type VexStatus } from '#engine/vex/index.ts';
import type { Tables } from '../../schema.ts';

/** A statement as it is stored; those of documents that came later have larger numbers. */
export interface StoredStatement extends VexStatement {
  readonly number: number;
  readonly document: string;
}

/** A statement as the database gives it. */
export interface StatementRow {
  readonly number: number;
  readonly document: string;
  readonly statement_id: string;
  readonly vulnerabilities: string[];
  readonly status: VexStatus;
  readonly justification: string | null;
  readonly notes: string | null;
  readonly stated_at: string | null;
  readonly products: VexProduct[];
}

/** The columns of statements `s` that {@link presentStatement} reads. */
export const statementColumns = sql`s.id as number, s.document, s.statement_id, s.vulnerabilities, s.status, s.justification, s.notes,
  s.stated_at, s.products`;

/** A statement from its row. */
export function presentStatement(row: StatementRow): StoredStatement {
  return {
    number: row.number,
    document: row.document,
    id: row.statement_id,
    vulnerabilities: row.vulnerabilities,
    status: row.status,
    ...(row.justification !== null && { justification: row.justification }),
    ...(row.notes !== null && { notes: row.notes }),
    ...(row.stated_at !== null && { timestamp: row.stated_at }),
    products: row.products,
  };
}

/** Statements on packages, whatever image holds them. */
export interface StatementIndex {
  /** Those on a package that have one of these names for the vulnerability, in the order in which they came. */
  about(purl: string, names: readonly string[]): readonly StoredStatement[];
}

/** Statements that bear any of some names of vulnerabilities, to be asked for many packages. */
export async function loadStatements(db: Kysely<Tables>, names: readonly string[]): Promise<StatementIndex> {
  const { rows } = await sql<StatementRow>`
    select ${statementColumns} from vex_statement s where s.vulnerabilities && ${names}::text[] order by s.id`.execute(
    db,
  );
  return indexStatements(rows.map(presentStatement));
}

/** Whether there is any statement at all: where there is none, and that is the rule, nothing need be looked up. */
export async function anyStatements(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select from vex_statement) as found`.execute(db);
  return rows[0]?.found === true;
}

/** An index by name of vulnerability and of package, so that a document of many statements on one flaw costs no more than one of few. */
export function indexStatements(statements: readonly StoredStatement[]): StatementIndex {
  const known = new Map<string, StoredStatement[]>();
  for (const statement of statements) {
    const packages = new Set(
      statement.products.flatMap(({ product, components }) => (components === undefined ? product : []).flatMap(keyOf)),
    );
    for (const key of packages) {
      for (const name of new Set(statement.vulnerabilities)) {
        const at = `${name}\n${key}`;
        const list = known.get(at);
        if (list === undefined) known.set(at, [statement]);
        else list.push(statement);
      }
    }
  }
  return {
    about: (purl, names) => {
      const [key] = keyOf(purl);
      if (key === undefined) return [];
      const found = new Set(names.flatMap((name) => known.get(`${name}\n${key}`) ?? []));
      const target = { image: noImage, package: { purl } };
      return [...found]
        .filter(({ products }) => products.some((product) => productMatches(product, target)))
        .sort((a, b) => a.number - b.number);
    },
  };
}

/** What no identifier can be. */
const nothing = '\0';
const noImage = { id: nothing as Digest, manifestDigest: nothing as Digest, reference: nothing };

function keyOf(identifier: string): readonly string[] {
  const purl = parsePurl(identifier);
  if (purl === undefined) return [];
  return [`${purl.type} ${purl.name.toLowerCase().replace(/[-_.]+/g, '-')}`];
}
