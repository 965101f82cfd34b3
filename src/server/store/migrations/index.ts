import { initial } from './001-initial.ts';
import { newAdvisories } from './002-new-advisories.ts';

/** All migrations in order; forward only, and never edited once released. */
export const migrations = [initial, newAdvisories] as const;
