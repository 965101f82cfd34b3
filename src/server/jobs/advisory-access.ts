import { hash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { Logger } from '#core/logger.ts';
import type { ScanProblem } from '#core/problem.ts';
import { type AdvisoryDatabase, AdvisoryError, openAdvisoryDatabase } from '#engine/advisories/index.ts';
import { ecosystemProblem, isKnownElsewhere } from '#engine/check-advisory-coverage.ts';
import { fingerprintSubject, matchSubject } from '#engine/match/index.ts';
import type { SubjectMatcher, SubjectName } from '#server/store/index.ts';

/** The advisory database of this process, opened again whenever the file is another one. */
export interface AdvisoryAccess {
  readonly path: string;
  /** A directory or URL to update from; undefined means upstream. */
  readonly from: string | undefined;
  /** Lends the newest database, undefined where there is none that can be read; it stays open until `use` has ended. */
  use<T>(use: (database: AdvisoryDatabase | undefined) => Promise<T>): Promise<T>;
  /** Why the file that is there cannot be used; undefined where it can, or there is none. */
  problem(): string | undefined;
  close(): void;
}

interface Opened {
  readonly database: AdvisoryDatabase;
  readonly file: string;
  users: number;
}

/** Access to the database at `path`, which other processes may replace at any time. */
export function createAdvisoryAccess(options: {
  readonly path: string;
  readonly from: string | undefined;
  readonly logger: Logger;
}): AdvisoryAccess {
  const { path, from, logger } = options;
  let current: Opened | undefined;
  let broken: { readonly file: string; readonly problem: string } | undefined;
  const open = (file: string): Opened | undefined => {
    if (broken?.file === file) return undefined;
    try {
      const database = openAdvisoryDatabase(path);
      broken = undefined;
      return { database, file, users: 0 };
    } catch (error) {
      if (!(error instanceof AdvisoryError)) throw error;
      broken = { file, problem: error.message };
      logger.warn({ error: error.message }, 'the advisory database cannot be used');
      return undefined;
    }
  };
  const closeIfIdle = (opened: Opened) => {
    if (opened.users === 0 && opened !== current) opened.database.close();
  };
  const refresh = async (): Promise<Opened | undefined> => {
    const file = await identify(path);
    if (file !== undefined && file === current?.file) return current;
    const before = current;
    current = file === undefined ? undefined : open(file);
    if (file === undefined) broken = undefined;
    if (before !== undefined) closeIfIdle(before);
    return current;
  };
  return {
    path,
    from,
    use: async (use) => {
      const opened = await refresh();
      if (opened === undefined) return use(undefined);
      opened.users += 1;
      try {
        return await use(opened.database);
      } finally {
        opened.users -= 1;
        closeIfIdle(opened);
      }
    },
    problem: () => broken?.problem,
    close: () => {
      const last = current;
      current = undefined;
      if (last !== undefined) closeIfIdle(last);
    },
  };
}

/** Changes whenever the file is replaced: databases are swapped in by rename. */
async function identify(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found && `${found.dev}:${found.ino}:${found.size}:${found.mtimeNs}`;
}

/** When a database was built, milliseconds since 1970: what tells one build from another. */
export function buildOf(database: AdvisoryDatabase): number {
  return Date.parse(database.status().builtAt);
}

/** How many names' fingerprints are remembered while packages are compared: some megabytes. */
const namesRemembered = 50_000;

/** Asks for each name once: many packages are versions of one, and advisories go by name. */
function rememberedFingerprints(database: AdvisoryDatabase): Pick<AdvisoryDatabase, 'fingerprint'> {
  const known = new Map<string, string>();
  return {
    fingerprint: (query) => {
      const key = `${query.ecosystem}\n${query.release ?? ''}\n${query.name}`;
      const said = known.get(key) ?? database.fingerprint(query);
      if (known.size >= namesRemembered) known.clear();
      known.set(key, said);
      return said;
    },
  };
}

/** Matches distinct packages with a database, and says of each whether it could be looked up at all. */
export function subjectMatcher(database: AdvisoryDatabase, program: string): SubjectMatcher {
  const coverage = new Map<string, ScanProblem | undefined>();
  const fingerprints = rememberedFingerprints(database);
  const uncovered = ({ ecosystem, name, release, owner }: SubjectName) => {
    // What a system package owns is not looked up, so nothing is missing for it.
    if (owner !== undefined || isKnownElsewhere({ ecosystem, name }, database)) return undefined;
    const key = `${ecosystem}\n${release ?? ''}`;
    if (!coverage.has(key)) coverage.set(key, ecosystemProblem(ecosystem, release, database));
    return coverage.get(key);
  };
  return {
    build: buildOf(database),
    revision: database.status().revision,
    program,
    match: (subject) => {
      const { matches, problems } = matchSubject(subject, database);
      const problem = uncovered(subject);
      return { matches, problems: problem === undefined ? problems : [...problems, problem] };
    },
    inputs: (subject) => {
      const said = fingerprintSubject(subject, fingerprints);
      return hash('sha1', `${program}\n${uncovered(subject)?.code ?? ''}\n${said}`).slice(0, 16);
    },
    facts: (vulnerabilityId) => database.vulnerability(vulnerabilityId),
    endOfLife: (product, cycle) => database.endOfLife(product, cycle),
  };
}
