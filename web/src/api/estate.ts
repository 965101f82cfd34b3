import { useQuery } from '@tanstack/react-query';
import {
  compareImages,
  getDashboard,
  getPackage,
  getVulnerability,
  listVulnerableRepositories,
  search,
} from './generated/index.ts';
import { usePagedList } from './paged.ts';

/** A vulnerability and everything that has it. */
export function useVulnerabilityEverywhere(vulnerabilityId: string) {
  return useQuery({
    queryKey: ['vulnerability', vulnerabilityId],
    queryFn: ({ signal }) => getVulnerability({ vulnerabilityId }, { signal }),
  });
}

/** The repositories that hold images with a vulnerability. */
export function useVulnerableRepositories(vulnerabilityId: string) {
  return usePagedList(['vulnerability', vulnerabilityId, 'repositories'], (cursor, options) =>
    listVulnerableRepositories({ vulnerabilityId, cursor }, options),
  );
}

/** A package over all images. */
export function usePackageEverywhere(type: string, name: string) {
  return useQuery({
    queryKey: ['package', type, name],
    queryFn: ({ signal }) => getPackage({ type, name }, { signal }),
  });
}

/** What differs between two images, once both are named. */
export function useComparison(from: string, to: string) {
  return useQuery({
    queryKey: ['comparison', from, to],
    queryFn: ({ signal }) => compareImages({ from, to }, { signal }),
    enabled: from !== '' && to !== '',
  });
}

/** How it stands, how it went, and what is new. */
export function useDashboard() {
  return useQuery({ queryKey: ['dashboard'], queryFn: ({ signal }) => getDashboard({ signal }) });
}

const fewest = 2;

/** The first few of everything that a text names; nothing for less than two characters. */
export function useSearch(q: string) {
  return useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => search({ q }, { signal }),
    enabled: q.length >= fewest,
  });
}
