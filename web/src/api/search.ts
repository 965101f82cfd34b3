import { useQuery } from '@tanstack/react-query';
import { listImages, listRepositories } from './generated/index.ts';

const fewest = 2;

/** The repositories and images that a text names, a few of each; none for less than two characters. */
export function useFoundNames(q: string) {
  const enabled = q.length >= fewest;
  const repositories = useQuery({
    queryKey: ['repositories', 'found', q],
    queryFn: ({ signal }) => listRepositories({ q, limit: 6 }, { signal }),
    enabled,
  });
  const images = useQuery({
    queryKey: ['images', 'found', q],
    queryFn: ({ signal }) => listImages({ q, limit: 8 }, { signal }),
    enabled,
  });
  return {
    repositories: (enabled && repositories.data?.items) || [],
    images: (enabled && images.data?.items) || [],
    isPending: enabled && (repositories.isPending || images.isPending),
  };
}
