import { changeSearch, flag, isNarrowedBy, oneOf, text } from '../../components/filters/search-value.ts';
import type { SearchChange } from '../../components/filters/use-search-update.ts';

export const severityFloors = ['critical', 'high', 'medium', 'low'] as const;
const coverages = ['complete', 'partial', 'unknown'] as const;
const sorts = ['worst', 'name', 'newest'] as const;

/** What a list of repositories or images keeps in the URL. */
export interface ListSearch {
  readonly q?: string;
  /** This bad or worse. */
  readonly severity?: (typeof severityFloors)[number];
  readonly exploitable?: true;
  readonly kev?: true;
  readonly fixable?: true;
  readonly coverage?: (typeof coverages)[number];
  readonly sort?: (typeof sorts)[number];
}

/** Reads the URL; what it does not know is left out. */
export function readListSearch(search: Readonly<Record<string, unknown>>): ListSearch {
  const known: SearchChange<ListSearch> = {
    q: text(search.q),
    severity: oneOf(search.severity, severityFloors),
    exploitable: flag(search.exploitable),
    kev: flag(search.kev),
    fixable: flag(search.fixable),
    coverage: oneOf(search.coverage, coverages),
    sort: oneOf(search.sort, sorts),
  };
  return changeSearch({}, known);
}

/** Whether the list is narrowed at all. */
export function isNarrowed(search: ListSearch): boolean {
  return isNarrowedBy(search, 'sort');
}

/** The order that a column's head asks for, where it is one. */
export function sortOf(by: string): ListSearch['sort'] {
  return oneOf(by, sorts);
}
