/**
 * Advisory sources, the database that they are built into, and look-ups in it. Read `update/` for how it is built, `database/` for how it is asked.
 */

export { AdvisoryError, type AdvisoryErrorCode } from './advisory-error.ts';
export type { AdvisorySource } from './advisory-source.ts';
export type {
  AdvisoryDatabase,
  AdvisoryDatabaseStatus,
  AdvisoryHeader,
  AdvisoryQuery,
  AffectedBy,
  VulnerabilityFacts,
} from './database/advisory-database.ts';
export { openAdvisoryDatabase } from './database/open-advisory-database.ts';
export type { ExportResult } from './transfer/export-database.ts';
export type { ImportResult } from './transfer/import-database.ts';
export { exportAdvisoryDatabase, importAdvisoryDatabase } from './transfer/on-demand.ts';
export type { UpdateOptions } from './update/update-advisory-database.ts';
export { updateAdvisoryDatabase } from './update/update-on-demand.ts';
export type { FeedOutcome, UpdateProgress, UpdateResult } from './update/update-result.ts';
export { cveIn, cvesOf, cvesOfErratum, type NamedFlaws } from './vulnerability-names.ts';
