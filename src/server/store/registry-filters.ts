import { defaultFilters, type RegistryFilters } from '#core/registry-filters.ts';

/** Filters as stored; members that are absent are the default's. */
export function readFilters(stored: Partial<RegistryFilters>): RegistryFilters {
  return { ...defaultFilters, ...stored };
}
