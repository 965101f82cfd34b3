import type { Advisory, Affected, ExploitSignal, ReleaseCycle, VulnerabilityRecord } from '#core/advisory.ts';
import type { AdvisorySourceStatus } from '#core/scan-report.ts';

/** What an advisory database says of itself. */
export interface AdvisoryDatabaseStatus {
  /** ISO time. */
  readonly builtAt: string;
  /** Grows by one with each build at the same path. */
  readonly revision: number;
  /** Bytes of its file. */
  readonly size: number;
  /** True where it holds made-up sample data and says nothing about real packages. */
  readonly sample: boolean;
  /** Feeds that have records in it, `osv/Debian`, `epss`, `own`; `fetchedAt` is when those records were fetched. */
  readonly sources: readonly AdvisorySourceStatus[];
  /** Feeds that could not be had at the last build; those that are also in `sources` kept the records of an earlier one. */
  readonly failures: readonly { readonly name: string; readonly error: string }[];
}

/** Which package to look up. `ecosystem` is OSV's name without release; `name` as the ecosystem's advisories write it. */
export interface AdvisoryQuery {
  readonly ecosystem: string;
  readonly release?: string;
  readonly name: string;
}

/** A statement of an advisory about a package. `advisory` is the handle by which this database knows the advisory. */
export interface AffectedBy {
  readonly advisory: number;
  readonly affected: Pick<Affected, 'ranges' | 'versions' | 'severities' | 'qualifiers' | 'status' | 'fix'>;
}

/** The head of an advisory: all that matching needs. Withdrawn advisories have no statements, so none is met there. */
export type AdvisoryHeader = Pick<
  Advisory,
  'id' | 'source' | 'aliases' | 'upstream' | 'related' | 'summary' | 'published' | 'severities'
> & {
  /** Whether its publisher makes the packages of which it speaks: see `AdvisorySource.firstHand`. */
  readonly firstHand: boolean;
};

/** Facts about a vulnerability from all feeds. `ratings` stand in where the matched advisories give none, as most distros do. */
export interface VulnerabilityFacts extends Omit<VulnerabilityRecord, 'vulnerabilityId' | 'severities'> {
  /** Of every advisory that is about this vulnerability alone, and of the registers (NVD, the CVE list). */
  readonly ratings: VulnerabilityRecord['severities'];
  readonly exploit?: ExploitSignal;
}

/** An advisory database opened for reading; any number of processes may read one file. */
export interface AdvisoryDatabase {
  status(): AdvisoryDatabaseStatus;
  /** Tells whether any advisory speaks of the ecosystem (OSV's name) and, where given, of that release of it. */
  covers(ecosystem: string, release?: string): boolean;
  /** Statements about a package, those of withdrawn advisories left out. */
  affecting(query: AdvisoryQuery): readonly AffectedBy[];
  /**
   * Text that differs between two databases, whichever built them, where anything differs that `affecting` says of a package or
   * `header` of the advisories named there; empty where nothing is said.
   */
  fingerprint(query: AdvisoryQuery): string;
  /** The head of an advisory that `affecting` named. */
  header(advisory: number): AdvisoryHeader;
  /**
   * A whole advisory by its id, withdrawn ones too; the newest where several feeds carry it. One that its feed gives in parts,
   * a part for each package, is put together.
   */
  advisory(id: string): Advisory | undefined;
  /**
   * Whole advisories that are named as a vulnerability is (as a distro's page on a CVE is too), or rate it alone. Errata about several
   * are not among them.
   */
  advisoriesNamed(vulnerabilityId: string): readonly Advisory[];
  /** What is known of a vulnerability whatever the package, by CVE or other name. */
  vulnerability(id: string): VulnerabilityFacts;
  /** How long a line of releases is supported: `debian`, `12`; undefined where no feed says. */
  endOfLife(product: string, cycle: string): ReleaseCycle | undefined;
  close(): void;
}
