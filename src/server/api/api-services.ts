import type { Limits } from '#core/limits.ts';
import type { Logger } from '#core/logger.ts';
import type { Authentication } from '#server/auth/index.ts';
import type { AdvisoryAccess, JobQueue, RegistryAccess, UploadDirectory } from '#server/jobs/index.ts';
import type { Store } from '#server/store/index.ts';
import type { EventHub } from './event-hub.ts';

/** What the routes work with; the composition root builds it. */
export interface ApiServices {
  readonly store: Store;
  readonly queue: JobQueue;
  readonly advisories: AdvisoryAccess;
  readonly registries: RegistryAccess;
  readonly uploads: UploadDirectory;
  readonly authentication: Authentication;
  readonly events: EventHub;
  readonly version: string;
  /** Whether this is a demonstration with sample data. */
  readonly demo: boolean;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  readonly newId: () => string;
}
