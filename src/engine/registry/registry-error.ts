import { PlimsollError } from '#core/errors.ts';

/** What can go wrong between Plimsoll and a registry. */
export type RegistryErrorCode =
  | 'registry/unauthorized'
  | 'registry/forbidden'
  | 'registry/not-found'
  | 'registry/rate-limited'
  | 'registry/unavailable'
  | 'registry/not-a-registry'
  | 'registry/name-not-resolved'
  | 'registry/connection-refused'
  | 'registry/tls'
  | 'registry/timeout'
  | 'registry/proxy'
  | 'registry/redirect-refused'
  | 'registry/address-refused'
  | 'registry/catalog-unsupported'
  | 'registry/digest-mismatch'
  | 'registry/size-mismatch'
  | 'registry/too-large'
  | 'registry/listing-endless'
  | 'registry/invalid-reference'
  | 'registry/invalid-settings'
  | 'registry/protocol';

export interface RegistryErrorOptions {
  readonly cause?: unknown;
  readonly retriable?: boolean;
  /** What the registry asked for in `Retry-After`, milliseconds from now. */
  readonly retryAfterMs?: number | undefined;
  /** The HTTP status that the error was made of. */
  readonly status?: number;
}

/** A registry operation that failed; the message names the registry, the cause and the remedy, and holds no secret. */
export class RegistryError extends PlimsollError<RegistryErrorCode> {
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;

  constructor(code: RegistryErrorCode, message: string, options: RegistryErrorOptions = {}) {
    super(code, message, options);
    this.retryAfterMs = options.retryAfterMs;
    this.status = options.status;
  }
}
