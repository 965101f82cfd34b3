import { AdvisoryError } from '../advisory-error.ts';
import type { AdvisoryDatabase } from './advisory-database.ts';

/** Opens the advisory database at `path` for reading. Throws an {@link AdvisoryError} where there is none, or none that can be read. */
export function openAdvisoryDatabase(path: string): AdvisoryDatabase {
  throw new AdvisoryError('advisories/no-database', `cannot open ${path}: not built yet`);
}
