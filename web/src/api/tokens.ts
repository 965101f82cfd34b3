import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ApiTokenInput, createToken, deleteToken, listTokens } from './generated/index.ts';

const tokensKey = ['tokens'] as const;

/** One's own API tokens. */
export function useTokens() {
  return useQuery({ queryKey: tokensKey, queryFn: ({ signal }) => listTokens({ signal }) });
}

/** Makes a token; what it signs in with is in the answer only, and kept nowhere. */
export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ApiTokenInput) => createToken({ body }),
    onSuccess: () => client.invalidateQueries({ queryKey: tokensKey }),
    gcTime: 0,
  });
}

/** Revokes a token. */
export function useDeleteToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (tokenId: string) => deleteToken({ tokenId }),
    onSuccess: () => client.invalidateQueries({ queryKey: tokensKey }),
  });
}
