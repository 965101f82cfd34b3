import { PlimsollError } from '#core/errors.ts';

/** What can be wrong with a request itself. */
export type ApiErrorCode =
  | 'api/invalid-request'
  | 'api/not-found'
  | 'api/no-advisories'
  | 'api/too-large'
  | 'api/head-too-large'
  | 'api/too-slow'
  | 'api/unsupported-media-type'
  | 'api/method-not-allowed'
  | 'api/too-many-requests'
  | 'api/other-origin'
  | 'api/credential-needed-again'
  | 'api/scan-not-ended'
  | 'api/run-under-way'
  | 'api/hook-refused'
  | 'api/unknown-event'
  | 'api/queue-full'
  | 'api/internal';

/** A request that cannot be answered; `errors` names the properties that are not valid. */
export class ApiError extends PlimsollError<ApiErrorCode> {
  readonly errors: readonly { readonly path: string; readonly message: string }[];

  /** When to try again, where that helps. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ApiErrorCode,
    message: string,
    errors: ApiError['errors'] = [],
    options: { readonly retryAfterSeconds?: number; readonly cause?: unknown } = {},
  ) {
    super(code, message, options);
    this.errors = errors;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
