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
      if (!concernsOne(error)) throw error;
      listing.signal.throwIfAborted();
      first ??= error;
      listing.problem({ code: error.code, subject, message: error.message });
    }
  }
  if (first !== undefined && !hasListed) throw first;
}

/** Tells whether what went wrong concerns one subject alone, so that the others can be listed. */
export function concernsOne(error: unknown): error is RegistryError {
  return error instanceof RegistryError && codesOfOne.has(error.code);
}

const codesOfOne: ReadonlySet<string> = new Set([
  'registry/forbidden',
  'registry/unauthorized',
  'registry/not-found',
  'registry/protocol',
  'registry/too-large',
]);
