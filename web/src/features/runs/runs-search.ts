import { changeSearch, oneOf, text } from '../../components/filters/search-value.ts';
import type { SearchChange } from '../../components/filters/use-search-update.ts';
import { type Cause, causes } from '../../components/run/causes.ts';
import { type Decision, decisions } from '../../components/run/decision-words.ts';

/** What the runs of a registry keep in the URL; `run` names the one that is open, `list` what is listed of it besides its tags. */
export interface RunsSearch {
  readonly run?: string;
  readonly list?: 'scans' | 'failed';
  readonly cause?: Cause;
  readonly outcome?: Decision;
  readonly q?: string;
}

/** Reads the URL; what it does not know is left out. */
export function readRunsSearch(search: Readonly<Record<string, unknown>>): RunsSearch {
  const known: SearchChange<RunsSearch> = {
    run: text(search.run, 64),
    list: oneOf(search.list, ['scans', 'failed']),
    cause: oneOf(search.cause, causes),
    outcome: oneOf(search.outcome, decisions),
    q: text(search.q),
  };
  return changeSearch({}, known);
}
