import { PlimsollError } from '#core/errors.ts';

/** What can go wrong with the advisory database as a whole; what goes wrong with one feed is said in its result. */
export type AdvisoryErrorCode =
  | 'advisories/no-database'
  | 'advisories/database-corrupt'
  | 'advisories/database-version'
  | 'advisories/nothing-loaded'
  | 'advisories/origin-invalid'
  | 'advisories/build-failed'
  | 'advisories/import-invalid'
  | 'advisories/import-older';

/** An advisory database that cannot be opened or built. */
export class AdvisoryError extends PlimsollError<AdvisoryErrorCode> {}
