import { initial } from './001-initial.ts';
import { packageOrigin } from './002-package-origin.ts';

/** All migrations in order; forward only, and never edited once released. */
export const migrations = [initial, packageOrigin] as const;
