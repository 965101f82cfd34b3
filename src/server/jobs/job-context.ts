import type { Limits } from '#core/limits.ts';
import type { Logger } from '#core/logger.ts';
import type { Turns } from '#core/turns.ts';
import type { Cataloger } from '#engine/catalog/index.ts';
import type { Store } from '#server/store/index.ts';
import type { AdvisoryAccess } from './advisory-access.ts';
import type { JobQueue } from './job-queue.ts';
import type { RegistryAccess } from './registry-access.ts';
import type { UploadDirectory } from './uploads/upload-directory.ts';

/** What all jobs of a process share; the composition root builds it. */
export interface JobServices {
  readonly store: Store;
  readonly queue: JobQueue;
  readonly advisories: AdvisoryAccess;
  readonly registries: RegistryAccess;
  /** Archives that wait to be scanned on this machine. */
  readonly uploads: UploadDirectory;
  /** So that scans do not read one layer at the same time, whichever process they are in. */
  readonly turns: Turns;
  readonly temporaryDirectory: string;
  readonly toolVersion: string;
  readonly limits: Limits;
  /** All that there are, unless given. */
  readonly catalogers?: readonly Cataloger[];
  /** Whether credentials are looked for in files too. */
  readonly secretsInFiles: boolean;
  /** How old a look for what is attached to an image may be, before a run looks again. */
  readonly referrersEveryMs: number;
  readonly logger: Logger;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** What a job is handed: `signal` aborts when it is cancelled, loses its claim, or the process stops. */
export interface JobContext extends JobServices {
  readonly signal: AbortSignal;
}
