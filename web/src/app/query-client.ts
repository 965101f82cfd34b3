import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../api/generated/index.ts';

const retriesOfOneRead = 2;

/** Server state: kept fresh for a few seconds; reads are repeated on network and server errors, never on refusals. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) =>
          failures < retriesOfOneRead && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500),
      },
    },
  });
}
