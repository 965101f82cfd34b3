import { initial } from './001-initial.ts';
import { packageOwner } from './002-package-owner.ts';

/** All migrations in order; forward only, and never edited once released. */
export const migrations = [initial, packageOwner] as const;
