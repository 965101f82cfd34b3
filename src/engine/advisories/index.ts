export { AdvisoryError, type AdvisoryErrorCode } from './advisory-error.ts';
export type { AdvisorySource } from './advisory-source.ts';
export type {
  AdvisoryDatabase,
  AdvisoryDatabaseStatus,
  AdvisoryHeader,
  AdvisoryQuery,
  AffectedBy,
} from './database/advisory-database.ts';
export { openAdvisoryDatabase } from './database/open-advisory-database.ts';
export { advisorySources } from './sources/index.ts';
export {
  type FeedOutcome,
  type UpdateOptions,
  type UpdateProgress,
  type UpdateResult,
  updateAdvisoryDatabase,
} from './update/update-advisory-database.ts';
