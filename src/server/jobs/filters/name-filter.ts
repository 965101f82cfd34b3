import { RE2JS } from 're2js';
import { filterLimits, type RegistryFilters } from '#core/registry-filters.ts';

/** Tells of `repository:tag` whether the patterns let it pass. */
export type NameFilter = (name: string) => boolean;

/**
 * What is wrong with a pattern, in words; undefined where nothing is. Patterns are RE2's (github.com/google/re2/wiki/Syntax), which takes
 * time in proportion to the text whatever they are: whoever may change a registry cannot stop the service with one.
 */
export function patternProblem(pattern: string): string | undefined {
  if (pattern.length > filterLimits.patternLength) return `is longer than ${filterLimits.patternLength} characters`;
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
    return `${JSON.stringify(pattern.slice(0, 100))} is no regular expression as RE2 takes them: ${reason}`;
  }
}

/** Makes the filter of `include` and `exclude`: what `include` finds passes, of the rest what `exclude` does not find. */
export function nameFilter({ include, exclude }: Pick<RegistryFilters, 'include' | 'exclude'>): NameFilter {
  const [included, excluded] = [include, exclude].map((patterns) => patterns.map((one) => RE2JS.compile(one)));
  const isFound = (patterns: readonly RE2JS[] = [], name: string) =>
    patterns.some((pattern) => pattern.matcher(name).find());
  return (name) => isFound(included, name) || !isFound(excluded, name);
}
