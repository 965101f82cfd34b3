/** What is done in the background, and the queue that it waits in. Read `worker.ts` first, then `handlers/`. */

export { type AdvisoryAccess, createAdvisoryAccess } from './advisory-access.ts';
export { settle } from './count-marked.ts';
export { addAdvisoryUpdate, addJudging, addRematch, addRun, addScans, addScansAgain, addUpload } from './enqueue.ts';
export { patternProblem } from './filters/name-filter.ts';
export type { JobServices } from './job-context.ts';
export { JobError, type JobErrorCode } from './job-error.ts';
export type { JobHandler } from './job-handler.ts';
export { jobHandlers } from './job-handlers.ts';
export { type JobQueue, openJobQueue } from './job-queue.ts';
export type { EventBody, PushFormat } from './push-formats/push-format.ts';
export { pushFormats } from './push-formats/push-formats.ts';
export { receivePush } from './receive-push.ts';
export { accountOf, createRegistryAccess, hostOf, type RegistryAccess } from './registry-access.ts';
export { expireExceptions } from './schedules/expire-exceptions.ts';
export { nextRun, scheduleProblem } from './schedules/next-run.ts';
export { startDueRuns, startRunsOnStart } from './schedules/start-due-runs.ts';
export { type Schedules, startSchedules } from './schedules.ts';
export { openUploadDirectory, type UploadDirectory } from './uploads/upload-directory.ts';
export { startWorker, type Worker } from './worker.ts';
