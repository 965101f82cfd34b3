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
  | 'store/cursor-invalid';

/** An operation on the application database that could not be done. */
export class StoreError extends PlimsollError<StoreErrorCode> {}
