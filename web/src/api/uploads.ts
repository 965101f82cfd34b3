import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deleteUpload, type Registry, type UploadedArchives } from './generated/index.ts';

/** What stands for a registry in the addresses of archives that were uploaded. */
export const uploadsId = 'uploads';

/** Where images lie: a registry, or the place of uploaded archives. */
export type ImagePlace = Registry | UploadedArchives;

/** Tells a registry, with its settings and runs, from the place of uploaded archives. */
export function isRegistry(place: ImagePlace): place is Registry {
  return 'path' in place;
}

/** Forgets an archive by the name of its file. */
export function useDeleteUpload() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => deleteUpload({ name }),
    onSuccess: () => client.invalidateQueries(),
  });
}
