/** What the sign-in screen keeps in the URL: where to go afterwards, a path of this application. */
export interface SignInSearch {
  readonly next?: string;
}

/** Takes a path of our own only, so that a crafted link cannot lead to another site after signing in. */
export function readSignInSearch(search: Readonly<Record<string, unknown>>): SignInSearch {
  const next = search.next;
  const isOwnPath = typeof next === 'string' && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in');
  return isOwnPath ? { next } : {};
}
