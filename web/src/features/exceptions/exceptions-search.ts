import { changeSearch, oneOf, text } from '../../components/filters/search-value.ts';

/** States that exceptions can be narrowed to. */
export const exceptionStates = ['active', 'ending', 'expired'] as const;

/** What the list of exceptions keeps in the URL. */
export interface ExceptionsSearch {
  readonly state?: (typeof exceptionStates)[number];
  readonly vulnerability?: string;
}

/** Reads the URL; what it does not know is left out. */
export function readExceptionsSearch(search: Readonly<Record<string, unknown>>): ExceptionsSearch {
  // No name of a vulnerability has a space in it.
  const vulnerability = text(search.vulnerability)?.replace(/\s+/g, '');
  return changeSearch({}, { state: oneOf(search.state, exceptionStates), vulnerability });
}
