import type { RegistryFilters } from '#core/registry-filters.ts';
import type { StoredRegistry } from '#server/store/index.ts';

/** A run while it lists. */
export interface Run {
  readonly runId: string;
  readonly registry: StoredRegistry;
  readonly filters: RegistryFilters;
  readonly isDry: boolean;
  repositories: number;
  /** Tags found, those dropped included. */
  found: number;
  /** What the filters drop. */
  dropped: number;
  /** What is no image. */
  artifacts: number;
}
