import { redactUrl } from '#core/secret.ts';
import { RegistryError } from '../registry-error.ts';
import { nextLink } from './link-header.ts';

/** A page of a listing, and where the next one is: a URL or the vendor's own token. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string | undefined;
}

/** Everything of a listing, page after page. A page met twice and more than `maxPages` pages end in `registry/listing-endless`. */
export async function* readPages<Item>(
  first: string,
  read: (position: string) => Promise<Page<Item>>,
  { what, maxPages }: { readonly what: string; readonly maxPages: number },
): AsyncGenerator<Item> {
  const seen = new Set<string>();
  let position: string | undefined = first;
  while (position !== undefined) {
    if (seen.has(position)) throw endless(what, `it leads back to ${shown(position)}`);
    if (seen.size >= maxPages) throw endless(what, `it has more than ${maxPages} pages (limits.maxListingPages)`);
    seen.add(position);
    const page: Page<Item> = await read(position);
    yield* page.items;
    position = page.next;
  }
}

/**
 * Where a `Link` header with relation `next` leads (RFC 8288; OCI distribution-spec, "Content Discovery"). Throws
 * `registry/protocol` where that is another origin than `origin`.
 */
export function linkedPage(
  header: string | undefined,
  { from, origin, what }: { readonly from: URL; readonly origin: string; readonly what: string },
): string | undefined {
  const link = nextLink(header);
  if (link === undefined) return undefined;
  const next = URL.canParse(link, from.href) ? new URL(link, from) : undefined;
  if (next?.origin === origin) return next.href;
  const target = next === undefined ? 'what is no URL' : `another origin, ${next.origin}`;
  throw new RegistryError('registry/protocol', `${what}: the next page is said to be at ${target}; not followed`);
}

function shown(position: string): string {
  return URL.canParse(position) ? redactUrl(position) : 'a page that was there before';
}

function endless(what: string, reason: string): RegistryError {
  return new RegistryError('registry/listing-endless', `${what} does not end: ${reason}; the registry pages wrongly`);
}
