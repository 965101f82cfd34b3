import { RegistryError } from './registry-error.ts';
import type { VendorListing } from './registry-vendor.ts';

/**
 * Lists several subjects (projects, accounts, groups) one after the other. One that cannot be listed is told to
 * `listing.problem`, and the others go on; where none could be listed, the first one's error is thrown.
 */
export async function* listSubjects<Item>(
  subjects: AsyncIterable<string> | Iterable<string>,
  list: (subject: string) => AsyncIterable<Item>,
  listing: Pick<VendorListing, 'problem' | 'signal'>,
): AsyncGenerator<Item> {
  let first: RegistryError | undefined;
  let hasListed = false;
  for await (const subject of subjects) {
    try {
      yield* list(subject);
      hasListed = true;
    } catch (error) {
      // What may pass, or concerns the whole registry, is for the caller to try again.
      if (!(error instanceof RegistryError) || !concernsOne.has(error.code)) throw error;
      listing.signal.throwIfAborted();
      first ??= error;
      listing.problem({ code: error.code, subject, message: error.message });
    }
  }
  if (first !== undefined && !hasListed) throw first;
}

const concernsOne: ReadonlySet<string> = new Set([
  'registry/forbidden',
  'registry/unauthorized',
  'registry/not-found',
  'registry/protocol',
  'registry/too-large',
]);
