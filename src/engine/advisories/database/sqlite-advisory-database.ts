import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Advisory, ExploitSignal, ReleaseCycle, VulnerabilityRecord } from '#core/advisory.ts';
import { AdvisoryError } from '../advisory-error.ts';
import type {
  AdvisoryDatabase,
  AdvisoryDatabaseStatus,
  AdvisoryHeader,
  AdvisoryQuery,
  AffectedBy,
  VulnerabilityFacts,
} from './advisory-database.ts';
import { readBody } from './body-blocks.ts';
import { cveNumber } from './cve-number.ts';
import { dateOf, shareOf } from './feed-writer.ts';
import { headerSeverities, unpackHeader } from './header-text.ts';
import { readStatements } from './statement-text.ts';
import { unpackVulnerability } from './vulnerability-text.ts';

const queries = {
  covers: 'SELECT 1 FROM scopes s JOIN keys k ON k.scope = s.id WHERE s.ecosystem = ? LIMIT 1',
  coversRelease:
    "SELECT 1 FROM scopes s JOIN keys k ON k.scope = s.id WHERE s.ecosystem = ? AND s.release IN (?, '') LIMIT 1",
  affecting: `SELECT k.statements FROM scopes s JOIN keys k ON k.scope = s.id AND k.name = ?
               WHERE s.ecosystem = ? AND s.release IN (?, '')`,
  fingerprint: `SELECT k.hash FROM scopes s JOIN keys k ON k.scope = s.id AND k.name = ?
                 WHERE s.ecosystem = ? AND s.release IN (?, '') ORDER BY s.release`,
  header: 'SELECT feed, name, header FROM advisories WHERE id = ?',
  bodies: 'SELECT a.slot, b.data FROM advisories a JOIN bodies b ON b.id = a.block WHERE a.name = ? ORDER BY a.id',
  // One statement, since three would cost three times as much for the many CVEs of which nothing more is known.
  about: `SELECT 'score' AS kind, score AS a, percentile AS b, day AS c FROM scores WHERE cve = ?1
          UNION ALL SELECT 'record', body, NULL, NULL FROM vulnerabilities WHERE cve = ?1
          UNION ALL SELECT 'exploit', body, NULL, NULL FROM exploits WHERE vulnerability = ?2
          UNION ALL SELECT 'rating', a.header, NULL, NULL FROM rated r JOIN advisories a ON a.id = r.advisory
                     WHERE r.vulnerability = ?2`,
  named:
    'SELECT DISTINCT a.name FROM rated r JOIN advisories a ON a.id = r.advisory WHERE r.vulnerability = ? ORDER BY a.name',
  cycles: `SELECT body FROM cycles c JOIN feeds f ON f.id = c.feed WHERE product = ? AND cycle = ? ORDER BY f.name`,
} as const;

/** How OSV names the pages that distros keep on a CVE (google.github.io/osv.dev/data). */
const pagePrefixes = ['', 'DEBIAN-', 'UBUNTU-', 'ALPINE-'] as const;

type Row = Readonly<Record<string, unknown>>;

/** Reads an advisory database file; its content is our own work, so rows are taken as they are written. */
export class SqliteAdvisoryDatabase implements AdvisoryDatabase {
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #status: AdvisoryDatabaseStatus;
  readonly #feeds: ReadonlyMap<number, Pick<AdvisoryHeader, 'source' | 'firstHand'>>;
  readonly #prepared = new Map<keyof typeof queries, StatementSync>();

  constructor(path: string, database: DatabaseSync, status: AdvisoryDatabaseStatus) {
    this.#path = path;
    this.#database = database;
    this.#status = status;
    this.#feeds = new Map(
      database
        .prepare('SELECT id, name, first_hand FROM feeds')
        .all()
        .map((row) => [Number(row.id), { source: String(row.name), firstHand: row.first_hand === 1 }]),
    );
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
    return this.#rows('affecting', name, ecosystem, release).flatMap((row) => readStatements(String(row.statements)));
  }

  fingerprint({ ecosystem, release = '', name }: AdvisoryQuery): string {
    const rows = this.#rows('fingerprint', name, ecosystem, release);
    return rows.map((row) => Buffer.from(row.hash as Uint8Array).toString('base64')).join(' ');
  }

  header(advisory: number): AdvisoryHeader {
    const [row] = this.#rows('header', advisory);
    if (row === undefined) throw new RangeError(`no advisory has the number ${advisory}`);
    const feed = this.#feeds.get(Number(row.feed)) ?? { source: '', firstHand: false };
    return unpackHeader({ id: String(row.name), ...feed }, String(row.header));
  }

  advisory(id: string): Advisory | undefined {
    const found = this.#rows('bodies', id).map((row) => readBody(row.data as Uint8Array, Number(row.slot)));
    const bySource = Map.groupBy(
      found.filter((advisory) => advisory !== undefined),
      ({ source }) => source,
    );
    return [...bySource.values()].map(joinParts).reduce(newest, undefined);
  }

  advisoriesNamed(id: string): readonly Advisory[] {
    const rating = this.#rows('named', id).map(({ name }) => String(name));
    const pages = pagePrefixes.map((prefix) => `${prefix}${id}`);
    return [...new Set([...pages, ...rating])].flatMap((name) => this.advisory(name) ?? []);
  }

  vulnerability(id: string): VulnerabilityFacts {
    const rows = this.#rows('about', cveNumber(id) ?? -1, id);
    const ratings = rows.flatMap(({ kind, a }) => (kind === 'rating' ? headerSeverities(String(a)) : []));
    const records = rows.flatMap(({ kind, a }) => (kind === 'record' ? [unpackVulnerability(String(a))] : []));
    const exploit = readSignal(id, rows);
    return { ...joinRecords(records, ratings), ...(exploit !== undefined && { exploit }) };
  }

  endOfLife(product: string, cycle: string): ReleaseCycle | undefined {
    const rows = this.#rows('cycles', product, cycle);
    // By name, since feeds are numbered in another order at every build: what only one of them says is kept.
    const bodies = rows.map(({ body }): Partial<ReleaseCycle> => JSON.parse(String(body)));
    return rows.length === 0 ? undefined : Object.assign({ product, cycle }, ...bodies);
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

function joinParts(parts: readonly Advisory[]): Advisory | undefined {
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0) return first;
  return { ...first, affected: parts.flatMap(({ affected }) => affected) };
}

/** One without a time counts as older than any that has one. */
function newest(a: Advisory | undefined, b: Advisory | undefined): Advisory | undefined {
  return a !== undefined && (a.modified ?? '') >= (b?.modified ?? '') ? a : b;
}

function joinRecords(
  records: readonly Omit<VulnerabilityRecord, 'vulnerabilityId'>[],
  ratings: VulnerabilityFacts['ratings'],
): VulnerabilityFacts {
  const published = records.flatMap((record) => record.published ?? []).sort()[0];
  return {
    ratings: [...ratings, ...records.flatMap(({ severities }) => severities)],
    cwes: [...new Set(records.flatMap(({ cwes }) => cwes))],
    ...(published !== undefined && { published }),
    ...(records.some(({ rejected }) => rejected) && { rejected: true }),
  };
}

function readSignal(vulnerabilityId: string, rows: readonly Row[]): ExploitSignal | undefined {
  const score = rows.find(({ kind }) => kind === 'score');
  const facts = rows
    .filter(({ kind }) => kind === 'exploit')
    .map(({ a }): Partial<ExploitSignal> => JSON.parse(String(a)));
  if (score === undefined && facts.length === 0) return undefined;
  const knownExploited = facts.find((fact) => fact.knownExploited !== undefined)?.knownExploited;
  const publicExploits = joinExploits(facts.flatMap((fact) => fact.publicExploits ?? []));
  return {
    vulnerabilityId,
    ...(knownExploited !== undefined && { knownExploited }),
    ...(score !== undefined && { epss: readScore(score) }),
    ...(publicExploits.length > 0 && { publicExploits }),
  };
}

/** Indexes repeat each other: each link once, with all that is known of it, the newest first and those without a date last. */
function joinExploits(links: NonNullable<ExploitSignal['publicExploits']>): typeof links {
  const byUrl = new Map<string, (typeof links)[number]>();
  for (const link of links) byUrl.set(link.url, { ...byUrl.get(link.url), ...link });
  return [...byUrl.values()].sort((a, b) => -compareText(a.date ?? '', b.date ?? '') || compareText(a.url, b.url));
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function readScore({ a, b, c }: Row): NonNullable<ExploitSignal['epss']> {
  return {
    score: shareOf(Number(a)),
    percentile: shareOf(Number(b)),
    ...(c !== null && { date: dateOf(Number(c)) }),
  };
}
