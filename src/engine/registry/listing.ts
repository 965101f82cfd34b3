import { asStrings, isRecord } from '#core/json.ts';
import type { Limits } from '#core/limits.ts';
import { type JsonAnswer, readJson, refuseHtml } from './http/json-answer.ts';
import { linkedPage, readPages } from './http/pages.ts';
import type { Session } from './http/session.ts';
import { RegistryError } from './registry-error.ts';

export interface Listing {
  /** Path of the first page. */
  readonly path: string;
  /** Member of the answer that holds the names; null there means none. */
  readonly member: 'repositories' | 'tags';
  readonly scope: string;
  readonly what: string;
  readonly signal: AbortSignal;
}

export interface ListingSettings {
  readonly limits: Limits;
  /** What is asked for; registries give as many names a page as they like. */
  readonly namesPerPage: number;
}

/**
 * All names of a listing, page after page (OCI distribution-spec, "Content Discovery": `n`, and `Link` with relation
 * `next`). Links lead to the registry's own origin or are refused.
 */
export function listNames(session: Session, listing: Listing, settings: ListingSettings): AsyncGenerator<string> {
  const { path, scope, what, signal } = listing;
  const limits = { what, maxPages: settings.limits.maxListingPages };
  const first = new URL(`${path}?n=${settings.namesPerPage}`, session.origin);
  const read = async (position: string) => {
    const answer = await readSignedIn(session, new URL(position), { scope, what, signal });
    const next = linkedPage(answer.header('link'), { from: answer.url, origin: session.origin, what });
    return { items: namesOf(answer, listing), next };
  };
  return readPages(first.href, read, limits);
}

/** JSON from the registry itself, signed in as for images. */
export async function readSignedIn(
  session: Session,
  url: URL,
  { scope, what, signal }: Pick<Listing, 'scope' | 'what' | 'signal'>,
): Promise<JsonAnswer> {
  const answer = await session.read(
    { method: 'GET', url, scope, what, signal, headers: { accept: 'application/json' } },
    { name: 'maxResponseBytes', of: `a page of the ${what}` },
    (response) => refuseHtml(response, what),
  );
  return readJson(answer, what);
}

function namesOf({ body, url }: JsonAnswer, { member, what }: Listing): readonly string[] {
  const names = isRecord(body) ? body[member] : undefined;
  if (names === null) return [];
  if (!Array.isArray(names)) {
    throw new RegistryError('registry/protocol', `${what}: the answer of ${url.host} has no list "${member}"`);
  }
  return asStrings(names);
}
