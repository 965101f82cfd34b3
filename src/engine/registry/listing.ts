import { asStrings, isRecord } from '#core/json.ts';
import type { Limits } from '#core/limits.ts';
import type { Logger } from '#core/logger.ts';
import { redactUrl } from '#core/secret.ts';
import { nextLink } from './http/link-header.ts';
import { isHtml, notARegistry } from './http/response-error.ts';
import type { ReadAnswer, Session } from './http/session.ts';
import { RegistryError } from './registry-error.ts';

export interface Listing {
  /** Path of the first page. */
  readonly path: string;
  /** Member of the answer that holds the names; null there means none. */
  readonly member: 'repositories' | 'tags';
  readonly scope: string;
  readonly what: string;
  /** Names that this refuses are left out, with a warning: they could not be asked for. */
  readonly isName: (name: string) => boolean;
  readonly signal: AbortSignal;
}

export interface ListingSettings {
  readonly limits: Limits;
  readonly logger: Logger;
  /** What is asked for; registries give as many names a page as they like. */
  readonly namesPerPage: number;
}

/**
 * All names of a listing, page after page (OCI distribution-spec, "Content Discovery": `n`, and `Link` with relation
 * `next`). Links lead to the registry's own origin or are refused; a page met twice and more than
 * `limits.maxListingPages` pages end in `registry/listing-endless`.
 */
export async function* listNames(
  session: Session,
  listing: Listing,
  { limits, logger, namesPerPage }: ListingSettings,
): AsyncGenerator<string> {
  const seen = new Set<string>();
  let url: URL | undefined = new URL(`${listing.path}?n=${namesPerPage}`, session.origin);
  while (url !== undefined) {
    if (seen.has(url.href)) throw endless(listing, `it leads back to ${redactUrl(url)}`);
    if (seen.size >= limits.maxListingPages) {
      throw endless(listing, `it has more than ${limits.maxListingPages} pages (limits.maxListingPages)`);
    }
    seen.add(url.href);
    const page = await readPage(session, listing, url);
    for (const name of namesOf(page, listing)) {
      if (listing.isName(name)) yield name;
      else logger.warn({ listing: listing.what, name: name.slice(0, 300) }, 'name left out: not allowed by OCI');
    }
    url = nextPage(page, listing, session.origin);
  }
}

async function readPage(session: Session, { scope, what, signal }: Listing, url: URL): Promise<ReadAnswer> {
  return await session.read(
    { method: 'GET', url, scope, what, signal, headers: { accept: 'application/json' } },
    { name: 'maxResponseBytes', of: `a page of the ${what}` },
    (response) => {
      if (!isHtml(response)) return;
      response.discard();
      throw notARegistry(response, what, 'an HTML page');
    },
  );
}

function namesOf(page: ReadAnswer, { member, what }: Listing): readonly string[] {
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(page.bytes).toString('utf8'));
  } catch {
    throw new RegistryError(
      'registry/not-a-registry',
      `${what}: ${page.url.host} answered with ${page.bytes.length === 0 ? 'nothing' : 'what is not JSON'}: this is no container registry, or a proxy spoke for it; check host, port and path`,
    );
  }
  const names = isRecord(body) ? body[member] : undefined;
  if (names === null) return [];
  if (!Array.isArray(names)) {
    throw new RegistryError('registry/protocol', `${what}: the answer of ${page.url.host} has no list "${member}"`);
  }
  return asStrings(names);
}

function nextPage(page: ReadAnswer, { what }: Listing, origin: string): URL | undefined {
  const link = nextLink(page.header('link'));
  if (link === undefined) return undefined;
  const next = URL.canParse(link, page.url.href) ? new URL(link, page.url) : undefined;
  if (next?.origin === origin) return next;
  const target = next === undefined ? 'what is no URL' : `another origin, ${next.origin}`;
  throw new RegistryError('registry/protocol', `${what}: the next page is said to be at ${target}; not followed`);
}

function endless({ what }: Listing, reason: string): RegistryError {
  return new RegistryError('registry/listing-endless', `${what} does not end: ${reason}; the registry pages wrongly`);
}
