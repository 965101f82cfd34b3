import { PlimsollError } from '#core/errors.ts';

/** What can go wrong with the application database and what is kept in it. */
export type StoreErrorCode =
  | 'store/data-directory-in-use'
  | 'store/data-directory-unreachable'
  | 'store/no-postgres'
  | 'store/postgres-failed'
  | 'store/postgres-version'
  | 'store/database-unreachable'
  | 'store/database-too-old'
  | 'store/database-newer'
  | 'store/migration-failed'
  | 'store/key-invalid'
  | 'store/key-wrong'
  | 'store/name-taken'
  | 'store/not-found'
  | 'store/too-many-exceptions'
  | 'store/too-many-policies'
  | 'store/too-many-statements'
  | 'store/cursor-invalid'
  | 'store/time-invalid';

/** An operation on the application database that could not be done. */
export class StoreError extends PlimsollError<StoreErrorCode> {}

const uniqueViolation = '23505';
const deadlock = '40P01';

/** Whether PostgreSQL refused a row because there is one like it (postgresql.org/docs/current/errcodes-appendix.html). */
export function isUniqueViolation(error: unknown): boolean {
  return hasCode(error, uniqueViolation);
}

/** Whether PostgreSQL ended a transaction because it and another one waited for each other. */
export function isDeadlock(error: unknown): boolean {
  return hasCode(error, deadlock);
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
