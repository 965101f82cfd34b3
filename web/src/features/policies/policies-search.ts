import { text } from '../../components/filters/search-value.ts';

/** What the form for a new policy keeps in the URL: the policy that it is a copy of. */
export interface NewPolicySearch {
  readonly from?: string;
}

/** Reads the URL; what it does not know is left out. */
export function readNewPolicySearch(search: Readonly<Record<string, unknown>>): NewPolicySearch {
  const from = text(search.from, 100);
  return from === undefined ? {} : { from };
}
