import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  changePassword,
  getSession,
  type PasswordChange,
  type SignInRequest,
  signIn,
  signOut,
} from './generated/index.ts';

/** Who is signed in; fails with status 401 where nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => getSession({ signal }),
  staleTime: 60_000,
});

/** Who is signed in. */
export function useSession() {
  return useQuery(sessionQuery);
}

/** Signs in with user name and password. */
export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SignInRequest) => signIn({ body }),
    onSuccess: (session) => {
      client.clear();
      client.setQueryData(sessionQuery.queryKey, session);
    },
  });
}

/** Ends the session and forgets everything that it showed. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => signOut(),
    onSettled: () => client.clear(),
  });
}

/** Changes one's own password. */
export function useChangePassword() {
  return useMutation({ mutationFn: (body: PasswordChange) => changePassword({ body }) });
}
