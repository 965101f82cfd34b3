import type { Limits } from '#core/limits.ts';
import { type JsonAnswer, readJson, refuseHtml } from './http/json-answer.ts';
import { linkedPage, readPages } from './http/pages.ts';
import { refuseElsewhere } from './http/redirects.ts';
import type { Session } from './http/session.ts';

export interface Listing<Item> {
  /** Path and query of the first page. */
  readonly path: string;
  readonly scope: string;
  readonly what: string;
  /** JSON, where left out. */
  readonly accept?: string;
  readonly itemsOf: (body: unknown) => readonly Item[];
  readonly signal: AbortSignal;
}

/**
 * All items of a listing of the registry itself, signed in as for images, page after page (OCI distribution-spec, "Content
 * Discovery": `Link` with relation `next`). Links lead to the registry's own origin or are refused.
 */
export function listItems<Item>(
  session: Session,
  listing: Listing<Item>,
  { maxListingPages }: Pick<Limits, 'maxListingPages'>,
): AsyncGenerator<Item> {
  const { path, what, itemsOf } = listing;
  const read = async (position: string) => {
    const answer = await readPage(session, new URL(position), listing);
    const next = linkedPage(answer.header('link'), { from: answer.url, origin: session.origin, what });
    return { items: itemsOf(answer.body), next };
  };
  return readPages(new URL(path, session.origin).href, read, { what, maxPages: maxListingPages });
}

async function readPage(
  session: Session,
  url: URL,
  { scope, what, signal, accept = 'application/json' }: Pick<Listing<unknown>, 'scope' | 'what' | 'signal' | 'accept'>,
): Promise<JsonAnswer> {
  const answer = await session.read(
    { method: 'GET', url, scope, what, signal, headers: { accept } },
    { name: 'maxResponseBytes', of: `a page of the ${what}` },
    (response) => refuseHtml(response, what),
  );
  if (session.hasCredential) refuseElsewhere(answer.url, session.origin, what);
  return readJson(answer, what);
}
