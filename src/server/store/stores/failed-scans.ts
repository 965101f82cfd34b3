import { type RawBuilder, sql } from 'kysely';
import { codesOf, foreseenCodes, type OutcomeClass } from '#core/outcome-class.ts';

/** Failed scans that have one code: all, and those of tags, which can be queued once more. */
export interface FailureCount {
  readonly code: string;
  readonly scans: number;
  /** The others are of repositories that could not be listed: those take another run. */
  readonly retriable: number;
}

/** Columns of failed scans that are grouped by code; see {@link FailureCount}. */
export const failureColumns = sql`coalesce(code, '') as code, count(*) as scans, count(started_at) as retriable`;

/** Whether a row of `scan` failed with a code of that class; true for every row where none is given. */
export function hasOutcome(outcome: OutcomeClass | undefined): RawBuilder<boolean> {
  if (outcome === undefined) return sql`true`;
  const codes = codesOf(outcome);
  const isWanted =
    codes === undefined ? sql`not coalesce(scan.code, '') = any(${foreseenCodes})` : sql`scan.code = any(${codes})`;
  return sql`(scan.state = 'failed' and ${isWanted})`;
}

/**
 * Whether a row of `scan` failed and nothing has made up for it since: no later scan of the image, and no later run of its registry, which has
 * either scanned the image again or did not find it.
 */
export const isUnresolved: RawBuilder<boolean> = sql`(scan.state = 'failed' and scan.registry_id is not null
  and not exists (select from scan later
    where later.reference = scan.reference and later.platform = scan.platform and later.sequence > scan.sequence)
  and not exists (select from run own join run later on later.registry_id = own.registry_id
    where own.id = scan.run_id and not later.dry_run and later.state = 'done' and later.created_at > own.created_at))`;
