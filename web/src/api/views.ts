import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createView, deleteView, listViews, type SavedViewInput, updateView } from './generated/index.ts';

const viewsKey = ['views'] as const;

/** One's own saved views of a screen. */
export function useViews(screen: string) {
  return useQuery({
    queryKey: viewsKey,
    queryFn: ({ signal }) => listViews({ signal }),
    staleTime: 60_000,
    select: ({ items }) => items.filter((view) => view.screen === screen),
  });
}

/** Saves a view, or changes the one that `id` names. */
export function useSaveView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, view }: { readonly id?: string | undefined; readonly view: SavedViewInput }) =>
      id === undefined ? createView({ body: view }) : updateView({ viewId: id, body: view }),
    onSuccess: () => client.invalidateQueries({ queryKey: viewsKey }),
  });
}

/** Forgets a view. */
export function useDeleteView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (viewId: string) => deleteView({ viewId }),
    onSuccess: () => client.invalidateQueries({ queryKey: viewsKey }),
  });
}
