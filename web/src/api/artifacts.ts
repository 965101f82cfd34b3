import { listArtifacts } from './generated/index.ts';
import { usePagedList } from './paged.ts';

type Filters = Omit<Parameters<typeof listArtifacts>[0], 'cursor' | 'limit'>;

/** What registries hold besides images. */
export function useArtifacts(filters: Filters) {
  return usePagedList(['artifacts', filters], (cursor, options) => listArtifacts({ ...filters, cursor }, options));
}
