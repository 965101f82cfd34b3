import { changeSearch, oneOf, text } from '../../components/filters/search-value.ts';
import type { SearchChange } from '../../components/filters/use-search-update.ts';

export const changes = ['added', 'fixed', 'common'] as const;

/** What a comparison keeps in the URL. */
export interface CompareSearch {
  /** An image: digest of its configuration, or `registry/repository:tag`. */
  readonly from?: string;
  readonly to?: string;
  readonly show?: (typeof changes)[number];
}

/** Reads the URL; what it does not know is left out. */
export function readCompareSearch(search: Readonly<Record<string, unknown>>): CompareSearch {
  const known: SearchChange<CompareSearch> = {
    from: text(search.from, 1024),
    to: text(search.to, 1024),
    show: oneOf(search.show, changes),
  };
  return changeSearch({}, known);
}
