import { changeSearch, oneOf, text } from '../../components/filters/search-value.ts';
import type { SearchChange } from '../../components/filters/use-search-update.ts';

/** What a run decided on a tag: kept, or the rule that dropped it. */
export const outcomes = ['kept', 'exclude', 'age', 'newest', 'repositories', 'not-an-image'] as const;

/** What the runs of a registry keep in the URL; `run` names the one that is open. */
export interface RunsSearch {
  readonly run?: string;
  readonly outcome?: (typeof outcomes)[number];
  readonly q?: string;
}

/** Reads the URL; what it does not know is left out. */
export function readRunsSearch(search: Readonly<Record<string, unknown>>): RunsSearch {
  const known: SearchChange<RunsSearch> = {
    run: text(search.run, 64),
    outcome: oneOf(search.outcome, outcomes),
    q: text(search.q),
  };
  return changeSearch({}, known);
}
