import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Advisory, ExploitSignal } from '#core/advisory.ts';
import type { SeverityRating } from '#core/severity.ts';
import { AdvisoryError } from '../advisory-error.ts';
import type {
  AdvisoryDatabase,
  AdvisoryDatabaseStatus,
  AdvisoryHeader,
  AdvisoryQuery,
  AffectedBy,
} from './advisory-database.ts';
import { readBody } from './body-blocks.ts';
import { cveNumber } from './cve-number.ts';
import { dateOf, shareOf } from './feed-writer.ts';
import { unpackHeader } from './header-text.ts';
import { unpackStatement } from './statement-text.ts';

const queries = {
  covers: 'SELECT 1 FROM scopes s JOIN keys k ON k.scope = s.id WHERE s.ecosystem = ? LIMIT 1',
  coversRelease:
    "SELECT 1 FROM scopes s JOIN keys k ON k.scope = s.id WHERE s.ecosystem = ? AND s.release IN (?, '') LIMIT 1",
  affecting: `SELECT f.advisory, f.statement FROM scopes s JOIN keys k ON k.scope = s.id AND k.name = ?
                JOIN affected f ON f.key = k.id WHERE s.ecosystem = ? AND s.release IN (?, '')`,
  header: 'SELECT a.name, a.header, f.name AS source FROM advisories a JOIN feeds f ON f.id = a.feed WHERE a.id = ?',
  bodies: 'SELECT a.slot, b.data FROM advisories a JOIN bodies b ON b.id = a.block WHERE a.name = ?',
  rated: `SELECT a.name, a.header, f.name AS source FROM rated r JOIN advisories a ON a.id = r.advisory
            JOIN feeds f ON f.id = a.feed WHERE r.vulnerability = ?`,
  score: 'SELECT score, percentile, day FROM scores WHERE cve = ?',
  exploits: 'SELECT body FROM exploits WHERE vulnerability = ? ORDER BY feed, seq',
} as const;

type Row = Readonly<Record<string, unknown>>;

/** Reads an advisory database file; its content is our own work, so rows are taken as they are written. */
export class SqliteAdvisoryDatabase implements AdvisoryDatabase {
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #status: AdvisoryDatabaseStatus;
  readonly #prepared = new Map<keyof typeof queries, StatementSync>();

  constructor(path: string, database: DatabaseSync, status: AdvisoryDatabaseStatus) {
    this.#path = path;
    this.#database = database;
    this.#status = status;
  }

  status(): AdvisoryDatabaseStatus {
    return this.#status;
  }

  covers(ecosystem: string, release?: string): boolean {
    const rows =
      release === undefined ? this.#rows('covers', ecosystem) : this.#rows('coversRelease', ecosystem, release);
    return rows.length > 0;
  }

  affecting({ ecosystem, release = '', name }: AdvisoryQuery): readonly AffectedBy[] {
    return this.#rows('affecting', name, ecosystem, release).map((row) => ({
      advisory: Number(row.advisory),
      affected: unpackStatement(String(row.statement)),
    }));
  }

  header(advisory: number): AdvisoryHeader {
    const [row] = this.#rows('header', advisory);
    if (row === undefined) throw new RangeError(`no advisory has the number ${advisory}`);
    return readHeader(row);
  }

  advisory(id: string): Advisory | undefined {
    const found = this.#rows('bodies', id).map((row) => readBody(row.data as Uint8Array, Number(row.slot)));
    return found
      .filter((advisory) => advisory !== undefined)
      .reduce<Advisory | undefined>((a, b) => (a !== undefined && a.modified >= b.modified ? a : b), undefined);
  }

  ratings(vulnerabilityId: string): readonly SeverityRating[] {
    return this.#rows('rated', vulnerabilityId).flatMap((row) => readHeader(row).severities);
  }

  exploitSignal(vulnerabilityId: string): ExploitSignal | undefined {
    const cve = cveNumber(vulnerabilityId);
    const [score] = cve === undefined ? [] : this.#rows('score', cve);
    const facts = this.#rows('exploits', vulnerabilityId).map(
      (row): Partial<ExploitSignal> => JSON.parse(String(row.body)),
    );
    if (score === undefined && facts.length === 0) return undefined;
    const knownExploited = facts.find((fact) => fact.knownExploited !== undefined)?.knownExploited;
    const publicExploits = facts.flatMap((fact) => fact.publicExploits ?? []);
    return {
      vulnerabilityId,
      ...(knownExploited !== undefined && { knownExploited }),
      ...(score !== undefined && { epss: readScore(score) }),
      ...(publicExploits.length > 0 && { publicExploits }),
    };
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #rows(query: keyof typeof queries, ...parameters: readonly (string | number)[]): readonly Row[] {
    try {
      let statement = this.#prepared.get(query);
      if (statement === undefined) {
        statement = this.#database.prepare(queries[query]);
        this.#prepared.set(query, statement);
      }
      return statement.all(...parameters);
    } catch (error) {
      throw new AdvisoryError(
        'advisories/database-corrupt',
        `cannot read the advisory database ${this.#path}: delete it and run "plimsoll advisories update"`,
        { cause: error },
      );
    }
  }
}

function readHeader(row: Row): AdvisoryHeader {
  return unpackHeader(String(row.name), String(row.source), String(row.header));
}

function readScore(row: Row): NonNullable<ExploitSignal['epss']> {
  const day = row.day === null ? undefined : Number(row.day);
  return {
    score: shareOf(Number(row.score)),
    percentile: shareOf(Number(row.percentile)),
    ...(day !== undefined && { date: dateOf(day) }),
  };
}
