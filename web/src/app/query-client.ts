import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../api/generated/index.ts';
import { sessionQuery } from '../api/session.ts';

const retriesOfOneRead = 2;

/**
 * Server state: kept fresh for a few seconds; reads are repeated on network and server errors, never on refusals.
 * `onSessionEnded` is called when a request is refused because nobody is signed in any more.
 */
export function createQueryClient(onSessionEnded: () => void): QueryClient {
  const hasEnded = (error: Error) => error instanceof ApiProblem && error.status === 401;
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (hasEnded(error) && query.queryKey[0] !== sessionQuery.queryKey[0]) end();
      },
    }),
    mutationCache: new MutationCache({
      onError: (error) => {
        // While nobody is signed in, a refusal is the answer to signing in itself.
        if (hasEnded(error) && client.getQueryData(sessionQuery.queryKey) !== undefined) end();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) =>
          failures < retriesOfOneRead && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500),
      },
    },
  });
  const end = () => {
    client.removeQueries({ queryKey: sessionQuery.queryKey });
    onSessionEnded();
  };
  return client;
}
