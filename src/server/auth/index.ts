export { AuthError, type AuthErrorCode } from './auth-error.ts';
export { type Authentication, createAuthentication, type NewSession } from './authentication.ts';
