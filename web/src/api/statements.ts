import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { deleteVexDocument, listVexDocuments, putVexDocument } from './generated/index.ts';

const documentsKey = ['vex-documents'];

/** Documents that state what affects images and what does not. */
export function useVexDocuments() {
  return useQuery({ queryKey: documentsKey, queryFn: ({ signal }) => listVexDocuments({ signal }) });
}

/** Hands in a document; all that has been loaded shows other totals then. */
export function usePutVexDocument() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (document: Parameters<typeof putVexDocument>[0]) => putVexDocument(document),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Takes a document away. */
export function useDeleteVexDocument() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => deleteVexDocument({ name }),
    onSuccess: () => client.invalidateQueries(),
  });
}
