import { PlimsollError } from '#core/errors.ts';

/** What can go wrong with a job, besides what goes wrong in what it does. */
export type JobErrorCode =
  | 'jobs/cancelled'
  | 'jobs/interrupted'
  | 'jobs/no-space'
  | 'jobs/no-registry-for-reference'
  | 'jobs/repositories-not-listed'
  | 'jobs/unexpected'
  | 'jobs/upload-gone'
  | 'jobs/upload-too-large';

/** A job that could not be done. */
export class JobError extends PlimsollError<JobErrorCode> {}
