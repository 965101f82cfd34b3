import { useEffect, useRef } from 'react';
import { useViews } from '../../../api/views.ts';
import { type ListSearch, readListSearch } from '../list-search.ts';

/** Opens the list with the view that has the star, once, where the address asks for nothing else. */
export function useDefaultView(
  search: ListSearch,
  open: (search: ListSearch, columns: readonly string[]) => void,
): void {
  const views = useViews('images').data;
  const isDecided = useRef(Object.keys(search).length > 0);
  useEffect(() => {
    if (views === undefined || isDecided.current) return;
    isDecided.current = true;
    const view = views.find(({ isDefault }) => isDefault);
    if (view !== undefined) open(readListSearch(view.query), view.columns);
  }, [views, open]);
}
