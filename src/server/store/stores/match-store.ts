import { type Kysely, sql } from 'kysely';
import { markHolders, markImages } from '../inventory/mark-holders.ts';
import { markPackages } from '../inventory/mark-packages.ts';
import { rateMarkedPackages } from '../inventory/rate-findings.ts';
import { recomputeMarkedImages, recomputeMarkedSets } from '../inventory/recompute-totals.ts';
import { loadSubjects, matchAndSave } from '../inventory/save-matches.ts';
import { saveSupport } from '../inventory/save-support.ts';
import { decideMarked } from '../inventory/statements/decide-marked.ts';
import type { SubjectMatcher } from '../inventory/subject-matcher.ts';
import { updateVulnerabilities } from '../inventory/update-vulnerabilities.ts';
import { lockPackages } from '../packages-lock.ts';
import type { Tables } from '../schema.ts';

/** How far looking for changes is; hand it back to go on from there. */
export interface ComparingState {
  readonly afterPackage: number;
  readonly afterVulnerability: string;
  readonly stage: 'packages' | 'vulnerabilities' | 'done';
}

/**
 * Brings stored matches and totals to another build of the advisory database, in short transactions, so that scans are stored in between. What
 * remains to be done is in the database: whoever goes on after a crash begins with `begin` again, and finds it.
 */
export interface MatchStore {
  /** Tells whether anything stored may be other than a build says; `isCompared` is false where that is yet to be found out. */
  pending(
    matcher: Pick<SubjectMatcher, 'build' | 'program'>,
  ): Promise<{ readonly isCompared: boolean; readonly isPending: boolean }>;
  /** Makes the matcher's build the one that all is brought to; packages stored by others from now on are marked. */
  begin(matcher: SubjectMatcher): Promise<void>;
  /** Goes on comparing what is stored with the build, and marks packages that are to be matched. */
  compare(matcher: SubjectMatcher, state?: ComparingState): Promise<ComparingState>;
  /** Matches the next marked packages; returns how many, 0 where none is left. */
  matchMarked(matcher: SubjectMatcher, atOnce: number): Promise<number>;
  countMarked(): Promise<number>;
  /** Rates findings of the next marked packages as the service is set; returns how many packages, 0 where none is left. */
  rateMarked(atOnce: number): Promise<number>;
  /** Decides what is suppressed in images of the next marked repositories, or counts the next marked sets, or images where there are none, anew; false where none is left. */
  count(atOnce: number): Promise<boolean>;
  /** How many packages, repositories, sets and images are marked to be rated, decided or counted anew, up to so many; 0 where totals are as all that is stored says. */
  left(atMost: number): Promise<number>;
  /** Notes that all is as the build says; false where something came in between, which is to be done first. */
  finish(matcher: SubjectMatcher): Promise<boolean>;
  /** Forgets events recorded before a time. */
  pruneEvents(before: Date): Promise<void>;
}

const packagesCompared = 10_000;
const vulnerabilitiesCompared = 2_000;

/** Matching in the database. */
export function createMatchStore(db: Kysely<Tables>): MatchStore {
  return {
    pending: async ({ build, program }) => {
      const { rows } = await sql<{ isCompared: boolean; isPending: boolean }>`
        select build is not distinct from ${build} and program is not distinct from ${program} and target_build is null
          as "isCompared", ${anythingMarked} as "isPending"
        from advisory_state`.execute(db);
      return rows[0] ?? { isCompared: false, isPending: true };
    },
    begin: (matcher) =>
      lockPackages(db, async (transaction) => {
        const { build } = matcher;
        await noteBuild(transaction, matcher);
        if (!(await isAtBuild(transaction, build)) && (await saveSupport(transaction, matcher)))
          await judgeImagesAnew(transaction);
        await sql`update advisory_state set target_build = ${build}`.execute(transaction);
      }),
    compare: (matcher, state = { stage: 'packages', afterPackage: 0, afterVulnerability: '' }) =>
      compare(db, matcher, state),
    matchMarked: (matcher, atOnce) =>
      lockPackages(db, async (transaction) => {
        await updateVulnerabilities(transaction, matcher, { after: '', atOnce: 1_000_000, onlyUncompared: true });
        const { rows } = await sql<{ id: number }>`
          select package_id as id from package_to_match order by package_id limit ${atOnce}`.execute(transaction);
        const packages = await loadSubjects(
          transaction,
          rows.map(({ id }) => id),
        );
        const { packageIds, imageIds } = await matchAndSave(transaction, packages, { matcher, isCurrent: true });
        await markHolders(transaction, packageIds);
        await markImages(transaction, imageIds);
        return packages.length;
      }),
    countMarked: async () => {
      const { rows } = await sql<{ count: number }>`select count(*) as count from package_to_match`.execute(db);
      return rows[0]?.count ?? 0;
    },
    rateMarked: (atOnce) => lockPackages(db, (transaction) => rateMarkedPackages(transaction, atOnce)),
    count: (atOnce) =>
      lockPackages(db, async (transaction) => {
        const counted =
          (await decideMarked(transaction, atOnce)) ||
          (await recomputeMarkedSets(transaction, atOnce)) ||
          (await recomputeMarkedImages(transaction, atOnce));
        return counted > 0;
      }),
    left: async (atMost) => {
      const { rows } = await sql<{ left: number }>`
        select count(*) as left from (
          (select from package_to_rate limit ${atMost}) union all (select from package_set_to_count limit ${atMost})
          union all (select from repository_to_decide limit ${atMost}) union all (select from image_to_count limit ${atMost})
          limit ${atMost}) marked`.execute(db);
      return rows[0]?.left ?? 0;
    },
    finish: ({ build, revision, program }) =>
      lockPackages(db, async (transaction) => {
        const { rows } = await sql<{ isPending: boolean }>`select ${anythingMarked} as "isPending"`.execute(
          transaction,
        );
        if (rows[0]?.isPending !== false) return false;
        const builtAt = new Date(build);
        // What could not be fetched before is no longer of interest once another database has come, by whatever way.
        await sql`
          update advisory_state set build = ${build}, built_at = ${builtAt}, revision = ${revision}, program = ${program},
            target_build = null, matching = null,
            error = case when built_at is distinct from ${builtAt} then null else error end`.execute(transaction);
        await sql`select pg_notify('plimsoll_advisories', '')`.execute(transaction);
        return true;
      }),
    pruneEvents: async (before) =>
      void (await db.deleteFrom('finding_event').where('recorded_at', '<', before).execute()),
  };
}

const anythingMarked = sql<boolean>`(exists (select from package_to_match) or exists (select from package_set_to_count)
  or exists (select from repository_to_decide) or exists (select from image_to_count) or exists (select from package_to_rate) or exists (select from vulnerability where signal_hash is null or facts_hash is null))`;

async function compare(db: Kysely<Tables>, matcher: SubjectMatcher, state: ComparingState): Promise<ComparingState> {
  switch (state.stage) {
    case 'packages': {
      const last = await markPackages(db, matcher, { after: state.afterPackage, atOnce: packagesCompared });
      return last === undefined ? { ...state, stage: 'vulnerabilities' } : { ...state, afterPackage: last };
    }
    case 'vulnerabilities': {
      const part = { after: state.afterVulnerability, atOnce: vulnerabilitiesCompared, onlyUncompared: false };
      const last = await lockPackages(db, (transaction) => updateVulnerabilities(transaction, matcher, part));
      return last === undefined ? { ...state, stage: 'done' } : { ...state, afterVulnerability: last };
    }
    case 'done':
      return state;
  }
}

/** Rules on images may ask how long what they hold is supported. */
async function judgeImagesAnew(db: Kysely<Tables>): Promise<void> {
  await sql`update policy_rule set stale = true where subject = 'image' and judged_at is not null`.execute(db);
}

/** Remembers the revision of a build that packages are matched with. */
export async function noteBuild(
  db: Kysely<Tables>,
  { build, revision }: { readonly build: number; readonly revision: number },
): Promise<void> {
  await sql`
    insert into advisory_build (id, revision) values (${build}, ${revision})
    on conflict (id) do update set revision = excluded.revision`.execute(db);
}

/** Tells whether everything stored has been brought to a build before. */
async function isAtBuild(db: Kysely<Tables>, build: number): Promise<boolean> {
  const { rows } = await sql<{
    at: boolean;
  }>`select build is not distinct from ${build} as at from advisory_state`.execute(db);
  return rows[0]?.at === true;
}

/** Tells whether a build is the one that the service is at, or is being brought to. */
export async function isCurrentBuild(db: Kysely<Tables>, build: number): Promise<boolean> {
  const { rows } = await sql<{ current: number | null }>`
    select coalesce(target_build, build) as current from advisory_state`.execute(db);
  return rows[0]?.current === build;
}
