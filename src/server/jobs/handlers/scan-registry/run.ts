import type { WantedPlatforms } from '#core/platform.ts';
import type { RegistryFilters } from '#core/registry-filters.ts';
import type { StoredRegistry } from '#server/store/index.ts';
import { hostOf } from '../../registry-access.ts';
import type { FoundRepository } from './list-repositories.ts';

/** A run while it lists. */
export interface Run {
  readonly runId: string;
  readonly registry: StoredRegistry;
  readonly filters: RegistryFilters;
  readonly platforms: WantedPlatforms;
  readonly isDry: boolean;
  /** It has listed before, and was interrupted. */
  readonly isResumed: boolean;
  repositories: number;
  /** Tags found, those dropped included. */
  found: number;
  /** What the filters drop. */
  dropped: number;
  /** What is no image. */
  artifacts: number;
}

/** What a run calls a repository: its path below the registry's host, or with the host where that is another one. */
export function nameInRun({ registry, repository }: FoundRepository, run: Pick<Run, 'registry'>): string {
  return registry === hostOf(run.registry.path) ? repository : `${registry}/${repository}`;
}
