import { changeSearch, flag, text } from '../../../components/filters/search-value.ts';

/** What the Policies tab keeps in the URL; `vulnerability` names the one whose detail is open. */
export interface PoliciesSearch {
  /** Rules and policies that the image keeps, too. */
  readonly passed?: true;
  readonly vulnerability?: string;
}

/** Reads the URL; what it does not know is left out. */
export function readPoliciesSearch(search: Readonly<Record<string, unknown>>): PoliciesSearch {
  return changeSearch({}, { passed: flag(search.passed), vulnerability: text(search.vulnerability) });
}
