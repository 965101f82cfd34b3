import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import {
  explainImageVulnerability,
  getImage,
  getImageChanges,
  getImageRebuilds,
  getImageRecommendations,
  getImageVulnerability,
  listImagePackages,
  listImagePlatforms,
  listImageReferrers,
  listImages,
  listImageVulnerabilities,
  listRepositories,
} from './generated/index.ts';
import { usePagedList } from './paged.ts';

type Filters<List extends (input: never) => unknown> = Omit<Parameters<List>[0], 'cursor' | 'limit'>;

/** Repositories that hold a scanned image. */
export function useRepositories(filters: Filters<typeof listRepositories>) {
  return usePagedList(['repositories', filters], (cursor, options) =>
    listRepositories({ ...filters, cursor }, options),
  );
}

/** Images, one for each repository that holds one. */
export function useImages(filters: Filters<typeof listImages>) {
  return usePagedList(['images', filters], (cursor, options) => listImages({ ...filters, cursor }, options));
}

/** An image at a glance. */
export function useImage(imageId: string) {
  return useQuery({
    queryKey: ['image', imageId],
    queryFn: ({ signal }) => getImage({ imageId }, { signal }),
  });
}

/** Has all that is shown of an image read again. */
export function useRefreshImage(): (imageId: string) => Promise<void> {
  const client = useQueryClient();
  return useCallback((imageId) => client.invalidateQueries({ queryKey: ['image', imageId] }), [client]);
}

/** The images that a tag of this one has for other platforms, and this one. */
export function useImagePlatforms(imageId: string) {
  return useQuery({
    queryKey: ['image', imageId, 'platforms'],
    queryFn: ({ signal }) => listImagePlatforms({ imageId }, { signal }),
  });
}

/** What is attached to an image. */
export function useReferrers(imageId: string) {
  return useQuery({
    queryKey: ['image', imageId, 'referrers'],
    queryFn: ({ signal }) => listImageReferrers({ imageId }, { signal }),
  });
}

/** What has changed about an image. */
export function useImageChanges(imageId: string) {
  return useQuery({
    queryKey: ['image', imageId, 'changes'],
    queryFn: ({ signal }) => getImageChanges({ imageId }, { signal }),
  });
}

/** What to do about an image. */
export function useRecommendations(imageId: string) {
  return useQuery({
    queryKey: ['image', imageId, 'recommendations'],
    queryFn: ({ signal }) => getImageRecommendations({ imageId }, { signal }),
  });
}

/** What an image would be, built again on a newer base. */
export function useRebuilds(imageId: string) {
  return useQuery({
    queryKey: ['image', imageId, 'rebuilds'],
    queryFn: ({ signal }) => getImageRebuilds({ imageId }, { signal }),
  });
}

/** The findings of an image. */
export function useFindings(filters: Filters<typeof listImageVulnerabilities>) {
  return usePagedList(['image', filters.imageId, 'vulnerabilities', filters], (cursor, options) =>
    listImageVulnerabilities({ ...filters, cursor }, options),
  );
}

/** The packages of an image. */
export function usePackages(filters: Filters<typeof listImagePackages>) {
  return usePagedList(['image', filters.imageId, 'packages', filters], (cursor, options) =>
    listImagePackages({ ...filters, cursor }, options),
  );
}

/** Why an image has a vulnerability; asked for only where `isWanted`, since all packages of the image are looked at. */
export function useExplanation(imageId: string, vulnerabilityId: string, isWanted: boolean) {
  return useQuery({
    queryKey: ['image', imageId, 'explanation', vulnerabilityId],
    queryFn: ({ signal }) => explainImageVulnerability({ imageId, vulnerabilityId }, { signal }),
    enabled: isWanted,
  });
}

/** All about a vulnerability of an image. */
export function useVulnerability(imageId: string, vulnerabilityId: string) {
  return useQuery({
    queryKey: ['image', imageId, 'vulnerability', vulnerabilityId],
    queryFn: ({ signal }) => getImageVulnerability({ imageId, vulnerabilityId }, { signal }),
  });
}
