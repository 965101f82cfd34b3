import type { Registry, RegistryFilters, RegistryInput, ScanSchedule } from '../../api/generated/index.ts';

/** What the form holds of what is scanned in a registry, and when. */
export interface ScanDraft {
  /** Patterns, one a line. */
  readonly include: string;
  readonly exclude: string;
  /** As typed; empty counts as 0, which sets no limit. */
  readonly maxAgeDays: number | string;
  readonly newestTags: number | string;
  readonly maxRepositories: number | string;
  readonly order: RegistryFilters['order'];
  readonly platforms: readonly string[];
  /** All that there are, whatever `platforms` names. */
  readonly allPlatforms: boolean;
  readonly schedule: ScanSchedule;
}

/** The most that the service takes. */
export const filterLimits = { maxAgeDays: 1825, newestTags: 100, maxRepositories: 20_000, patterns: 100 } as const;

/** A form filled from a saved registry. */
export function scanDraftOf({ filters, platforms, allPlatforms, schedule }: Registry): ScanDraft {
  return {
    include: filters.include.join('\n'),
    exclude: filters.exclude.join('\n'),
    maxAgeDays: filters.maxAgeDays,
    newestTags: filters.newestTags,
    maxRepositories: filters.maxRepositories,
    order: filters.order,
    platforms,
    allPlatforms,
    schedule,
  };
}

/** The filters of the form as the API takes them. */
export function toFilters(draft: ScanDraft): RegistryFilters {
  return {
    include: linesOf(draft.include),
    exclude: linesOf(draft.exclude),
    maxAgeDays: Number(draft.maxAgeDays),
    newestTags: Number(draft.newestTags),
    maxRepositories: Number(draft.maxRepositories),
    order: draft.order,
  };
}

/** The form as the API takes it. */
export function toScanInput(
  draft: ScanDraft,
): Required<Pick<RegistryInput, 'filters' | 'platforms' | 'allPlatforms' | 'schedule'>> {
  const { platforms, allPlatforms, schedule } = draft;
  return {
    filters: toFilters(draft),
    platforms,
    allPlatforms,
    schedule: { ...schedule, cron: schedule.cron.trim() },
  };
}

/** What keeps the form from being saved, by field; patterns and schedules are judged by the service. */
export function findScanMistakes(draft: ScanDraft): Readonly<Record<string, string>> {
  const mistakes: Record<string, string> = {};
  const ranges = { maxAgeDays: 0, newestTags: 0, maxRepositories: 1 } as const;
  for (const [name, least] of Object.entries(ranges) as [keyof typeof ranges, number][]) {
    const most = filterLimits[name];
    const value = Number(draft[name]);
    if (!Number.isInteger(value) || value < least || value > most)
      mistakes[name] = `A whole number from ${least} to ${most.toLocaleString('en')}.`;
  }
  for (const name of ['include', 'exclude'] as const) {
    if (linesOf(draft[name]).length > filterLimits.patterns)
      mistakes[name] = `At most ${filterLimits.patterns} patterns.`;
  }
  return mistakes;
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
