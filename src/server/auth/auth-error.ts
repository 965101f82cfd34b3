import { PlimsollError } from '#core/errors.ts';

/** Why somebody may not do something. */
export type AuthErrorCode =
  | 'auth/not-signed-in'
  | 'auth/wrong-credentials'
  | 'auth/too-many-attempts'
  | 'auth/wrong-password'
  | 'auth/readers-may-not'
  | 'auth/token-may-not';

/** A request that is refused because of who makes it. */
export class AuthError extends PlimsollError<AuthErrorCode> {
  /** When to try again, where that helps. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: AuthErrorCode, message: string, options: { readonly retryAfterSeconds?: number } = {}) {
    super(code, message);
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
