import { initial } from './001-initial.ts';

/** All migrations in order; forward only, and never edited once released. */
export const migrations = [initial] as const;
