/** Who may do what: users, sessions, API tokens. Read `authentication.ts` first. */

export { AuthError, type AuthErrorCode } from './auth-error.ts';
export { type Authentication, createAuthentication, type NewSession } from './authentication.ts';
