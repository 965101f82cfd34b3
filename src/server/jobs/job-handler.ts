import type { Static, TSchema } from 'typebox';
import type { JobContext } from './job-context.ts';

/** How a job that failed goes on. */
export interface JobFailure {
  readonly error: unknown;
  /** It is tried again. */
  readonly willRetry: boolean;
  /** Its registry asked to be left alone for so long; it is tried again then. */
  readonly waitMs?: number | undefined;
}

/** A kind of job. What it throws decides: an error that says it is retriable is tried again, `retries` times at most. */
export interface JobHandler<P extends TSchema = TSchema> {
  readonly name: string;
  readonly payload: P;
  readonly retries: number;
  /** Seconds without a sign of life after which a job is given to another worker; at least 10. */
  readonly heartbeatSeconds: number;
  /** How many run at once in a process; without it, as many as it is configured to. */
  readonly atOnce?: number;
  /** Jobs of equal keys are never queued or run twice at a time. */
  dedupeKey(payload: Static<P>): string;
  run(payload: Static<P>, context: JobContext): Promise<void>;
  /** Told of each failure, after `run` threw, or when the job was given up. */
  failed?(payload: Static<P>, failure: JobFailure, context: JobContext): Promise<void>;
}

/** Keeps the type of the payload; the array of all handlers forgets it. */
export function jobHandler<P extends TSchema>(handler: JobHandler<P>): JobHandler<P> {
  return handler;
}
