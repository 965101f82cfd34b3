import { useNavigate } from '@tanstack/react-router';
import { changeSearch } from './search-value.ts';

/** A change of what a screen keeps in the URL; undefined takes a value away. */
export type SearchChange<Search> = { readonly [Key in keyof Search]?: Search[Key] | undefined };

/**
 * Changes what a list shows by changing the URL. Filters replace the address, so that Back leaves the list; `push` adds one, so
 * that Back returns to the list.
 */
export function useSearchUpdate<Search extends object>() {
  const navigate = useNavigate();
  return {
    update: (change: SearchChange<Search>, how: 'replace' | 'push' = 'replace') =>
      void navigate({
        to: '.',
        replace: how === 'replace',
        search: (previous: object) => changeSearch(previous, change),
      }),
    /** Takes another search in place of this one. */
    replace: (search: Search) => void navigate({ to: '.', replace: true, search }),
    clear: () => void navigate({ to: '.', replace: true, search: {} }),
  };
}
