import { flag, text } from '../../components/filters/search-value.ts';

/** What the screen keeps in the URL: whether the form for a new registry is open, filled with a path. */
export interface CredentialsSearch {
  readonly add?: true;
  readonly path?: string;
}

/** Reads the URL; what it does not know is left out. */
export function readCredentialsSearch(search: Readonly<Record<string, unknown>>): CredentialsSearch {
  const add = flag(search.add);
  const path = text(search.path, 512);
  return { ...(add !== undefined && { add }), ...(path !== undefined && { path }) };
}
