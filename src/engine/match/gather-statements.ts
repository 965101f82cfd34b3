import type { AdvisoryDatabase, AffectedBy } from '#engine/advisories/index.ts';
import type { VersionScheme } from '#engine/versions/index.ts';
import type { InstalledVersion } from './evaluate-range.ts';
import type { LookUp } from './look-up.ts';
import { type NotFor, whyNotFor } from './why-not-for.ts';

/** A statement that a look-up found, and the version to judge it by; `installed` is undefined where the scheme cannot read that. */
export interface FoundStatement {
  readonly affected: AffectedBy['affected'];
  readonly lookUp: LookUp;
  readonly installed: InstalledVersion | undefined;
  /** Present where it is about something else. */
  readonly notFor?: NotFor;
}

/** All that advisories state about a package under any of its names, by the number of the advisory. */
export function gatherStatements(
  lookUps: readonly LookUp[],
  database: Pick<AdvisoryDatabase, 'affecting'>,
  scheme: VersionScheme,
): ReadonlyMap<number, readonly FoundStatement[]> {
  const gathered = new Map<number, FoundStatement[]>();
  for (const lookUp of lookUps) {
    const version = scheme.parse(lookUp.version);
    const installed = version === undefined ? undefined : { scheme, version };
    for (const { advisory, affected } of database.affecting(lookUp)) {
      const notFor = whyNotFor(affected, lookUp);
      const statement = { affected, lookUp, installed, ...(notFor !== undefined && { notFor }) };
      const known = gathered.get(advisory);
      if (known === undefined) gathered.set(advisory, [statement]);
      else known.push(statement);
    }
  }
  return gathered;
}
