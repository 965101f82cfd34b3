import { changeSearch, flag, isNarrowedBy, oneOf, text } from '../../components/filters/search-value.ts';
import type { SearchChange } from '../../components/filters/use-search-update.ts';
import { layerIndex } from './layer-index.ts';

const floors = ['critical', 'high', 'medium', 'low'] as const;

/** What the Content tab keeps in the URL. */
export interface ContentSearch {
  readonly q?: string;
  readonly type?: string;
  /** Packages with a finding this bad or worse. */
  readonly severity?: (typeof floors)[number];
  readonly vulnerable?: true;
  /** Only what this layer brought. */
  readonly layer?: number;
  readonly sort?: 'worst' | 'name';
}

/** Reads the URL; what it does not know is left out. */
export function readContentSearch(search: Readonly<Record<string, unknown>>): ContentSearch {
  const known: SearchChange<ContentSearch> = {
    q: text(search.q),
    type: text(search.type, 50),
    severity: oneOf(search.severity, floors),
    vulnerable: flag(search.vulnerable),
    layer: layerIndex(search.layer),
    sort: oneOf(search.sort, ['worst', 'name'] as const),
  };
  return changeSearch({}, known);
}

/** Whether the list is narrowed at all. */
export function isNarrowed(search: ContentSearch): boolean {
  return isNarrowedBy(search, 'sort');
}
