import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { completeReference } from './generated/index.ts';

const settleMs = 120;

/** What is known that the beginning of a reference may become; the last answer stays while the next is on its way. */
export function useReferences(beginning: string) {
  const [q] = useDebouncedValue(beginning.trim(), settleMs);
  return useQuery({
    queryKey: ['references', q],
    queryFn: ({ signal }) => completeReference({ q }, { signal }),
    enabled: q.length >= 2 && q.length <= 300,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}
