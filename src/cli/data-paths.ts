import { join } from 'node:path';

/** Where things lie in a data directory. */
export function dataPaths(directory: string): { readonly advisories: string; readonly layers: string } {
  return { advisories: join(directory, 'advisories.db'), layers: join(directory, 'layers') };
}
