import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Advisory, Affected, ExploitSignal, ReleaseCycle, VulnerabilityRecord } from '#core/advisory.ts';
import type { AdvisoryKeys } from '#engine/ecosystems/index.ts';
import { cvesOf, isNoVulnerability } from '../vulnerability-names.ts';
import { BodyBlocks } from './body-blocks.ts';
import { cveNumber } from './cve-number.ts';
import { commonSeverities, packHeader } from './header-text.ts';
import type { Scopes } from './scopes.ts';
import { isMatchable, packStatement } from './statement-text.ts';
import { packVulnerability } from './vulnerability-text.ts';

export interface FeedWriterOptions {
  readonly database: DatabaseSync;
  readonly scopes: Scopes;
  readonly feed: number;
  /** Tells whether packages of an ecosystem may be looked up by this feed. */
  readonly speaksFor: (ecosystem: string) => boolean;
  readonly keys: AdvisoryKeys;
}

const dayMs = 24 * 60 * 60 * 1000;
/** EPSS gives five decimals. */
const shareScale = 1e5;

/** Writes the records of one feed into a database that is being built. */
export class FeedWriter {
  readonly #options: FeedWriterOptions;
  readonly #blocks: BodyBlocks;
  readonly #statements: ReturnType<typeof prepare>;
  #nextAdvisory: number;
  #exploits = 0;

  constructor(options: FeedWriterOptions) {
    this.#options = options;
    this.#statements = prepare(options.database);
    const { advisory, block } = nextIds(options.database);
    this.#nextAdvisory = advisory;
    this.#blocks = new BodyBlocks(block, (id, data) => this.#statements.body.run(id, options.feed, data));
  }

  addAdvisory(advisory: Advisory): void {
    const id = this.#nextAdvisory++;
    const { block, slot } = this.#blocks.add(advisory);
    this.#statements.advisory.run(id, this.#options.feed, advisory.id, packHeader(advisory), block, slot);
    if (advisory.withdrawn !== undefined || isNoVulnerability(advisory)) return;
    advisory.affected.forEach((affected, seq) => {
      this.#addStatement(id, seq, affected);
    });
    this.#addRatings(id, advisory);
  }

  addExploit({ vulnerabilityId, epss, knownExploited, publicExploits }: ExploitSignal): void {
    const { feed } = this.#options;
    const cve = cveNumber(vulnerabilityId);
    if (epss !== undefined && cve !== undefined) {
      const day = epss.date === undefined ? null : Math.floor(Date.parse(epss.date) / dayMs);
      const [score, percentile] = [epss.score, epss.percentile].map((share) => Math.round(share * shareScale));
      this.#statements.score.run(cve, feed, score ?? 0, percentile ?? 0, day);
    }
    if (knownExploited !== undefined || publicExploits !== undefined) {
      const body = JSON.stringify({ knownExploited, publicExploits });
      this.#statements.exploit.run(vulnerabilityId, feed, this.#exploits++, body);
    }
  }

  /** Keeps what can be asked by CVE; registers number nothing else. */
  addVulnerability(record: VulnerabilityRecord): void {
    const cve = cveNumber(record.vulnerabilityId);
    if (cve !== undefined) this.#statements.vulnerability.run(cve, this.#options.feed, packVulnerability(record));
  }

  addCycle({ product, cycle, ...rest }: ReleaseCycle): void {
    this.#statements.cycle.run(product, cycle, this.#options.feed, JSON.stringify(rest));
  }

  finish(): void {
    this.#blocks.finish();
  }

  #addStatement(id: number, seq: number, affected: Affected): void {
    const { ecosystem, release = '', packageName } = affected;
    if (!this.#options.speaksFor(ecosystem) || !isMatchable(affected)) return;
    const { keys, scopes } = this.#options;
    const scope = scopes.idOf(ecosystem, keys.normaliseRelease(ecosystem, release));
    const name = keys.normaliseName(ecosystem, packageName);
    this.#statements.staging.run(scope, name, id, seq, packStatement(affected));
  }

  /** An advisory about one flaw rates that flaw, whatever package it speaks of; one about several rates none of them. */
  #addRatings(id: number, advisory: Advisory): void {
    if (commonSeverities(advisory).length === 0) return;
    const cves = cvesOf(advisory);
    if (cves.length !== 1) return;
    for (const cve of cves) this.#statements.rated.run(cve, id);
  }
}

/** Reads a score back as it was published. */
export function shareOf(stored: number): number {
  return stored / shareScale;
}

/** Reads a day back as ISO date. */
export function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** The first free numbers for advisories and blocks. */
export function nextIds(database: DatabaseSync): { readonly advisory: number; readonly block: number } {
  const row = database
    .prepare(
      'SELECT (SELECT coalesce(max(id), 0) FROM advisories) + 1 a, (SELECT coalesce(max(id), 0) FROM bodies) + 1 b',
    )
    .get();
  return { advisory: Number(row?.a), block: Number(row?.b) };
}

type StatementName = 'advisory' | 'body' | 'staging' | 'rated' | 'score' | 'exploit' | 'vulnerability' | 'cycle';

function prepare(database: DatabaseSync): Readonly<Record<StatementName, StatementSync>> {
  return {
    advisory: database.prepare(
      'INSERT INTO advisories (id, feed, name, header, block, slot) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    body: database.prepare('INSERT INTO bodies (id, feed, data) VALUES (?, ?, ?)'),
    staging: database.prepare(
      'INSERT INTO scratch.staging (scope, name, advisory, seq, statement) VALUES (?, ?, ?, ?, ?)',
    ),
    rated: database.prepare('INSERT OR IGNORE INTO rated (vulnerability, advisory) VALUES (?, ?)'),
    score: database.prepare('INSERT OR REPLACE INTO scores (cve, feed, score, percentile, day) VALUES (?, ?, ?, ?, ?)'),
    exploit: database.prepare('INSERT INTO exploits (vulnerability, feed, seq, body) VALUES (?, ?, ?, ?)'),
    vulnerability: database.prepare('INSERT OR REPLACE INTO vulnerabilities (cve, feed, body) VALUES (?, ?, ?)'),
    cycle: database.prepare('INSERT OR REPLACE INTO cycles (product, cycle, feed, body) VALUES (?, ?, ?, ?)'),
  };
}
