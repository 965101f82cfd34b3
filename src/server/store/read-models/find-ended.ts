import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { findHeld, type Held, type HeldLimits } from './find-held.ts';
import { holdersOf } from './image-members.ts';

/** Whether support ends within so many days from today, or not. */
export interface Ending {
  readonly days: number;
  readonly wanted: boolean;
}

const usuallyFew = 2000;
const someOf = 1500;

/** Finds out how images are best told of which the distro, or a run-time or server in them, is supported for no more than so many days; or the contrary. */
export async function findEnded(db: Kysely<Tables>, { days, wanted }: Ending, limits?: HeldLimits): Promise<Held> {
  const few = limits?.holders ?? usuallyFew;
  const ended = sql<boolean>`i.supported_until <= ${lastDay(days)}`;
  const [packages, images] = await Promise.all([
    findHeld(db, { where: sql<boolean>`p.supported_until <= ${lastDay(days)}`, needsFinding: false }, limits),
    sql`select from image i where ${ended} offset ${sql.lit(few)} limit 1`.execute(db),
  ]);
  const either = (ofImage: RawBuilder<boolean>, ofPackages: RawBuilder<boolean>) =>
    wanted ? sql<boolean>`(${ofImage} or ${ofPackages})` : sql<boolean>`(not ${ofImage} and not ${ofPackages})`;
  // Asked so that the index by image serves, and not the one by day.
  const tried = sql<boolean>`coalesce((select ${ended} from image i where i.id = l.image_id and i.supported_until is not null), false)`;
  const all = sql`select i.id from image i where ${ended}`;
  const held = { condition: packages.condition, all: packages.forAll ?? packages.condition };
  if (wanted && packages.isFew && images.rows.length === 0) {
    return { condition: sql<boolean>`(l.image_id = any(array(${all})) or ${held.condition})`, isFew: true };
  }
  return {
    condition: either(tried, held.condition),
    forAll: either(sql<boolean>`coalesce(l.image_id in (${all}), false)`, held.all),
    isFew: false,
    ...(wanted && { some: sql`${all} limit ${someOf}` }),
  };
}

/** The same condition for whoever reads all of the listing anyway. */
export function endedCondition({ days, wanted }: Ending): RawBuilder<boolean> {
  const packages = sql`select p.id from package p where p.supported_until <= ${lastDay(days)}`;
  const images = sql`select i.id from image i where i.supported_until <= ${lastDay(days)} union all ${holdersOf(packages)}`;
  return sql<boolean>`coalesce(l.image_id ${sql.raw(wanted ? 'in' : 'not in')} (${images}), false)`;
}

function lastDay(days: number): RawBuilder<unknown> {
  return sql`(now() at time zone 'UTC')::date + ${days}::int`;
}
