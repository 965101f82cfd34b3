import type { ReferenceHit } from '../../api/generated/index.ts';

/** What to offer for a reference: a repository with a colon behind it, so that its tags come next; a tag as it is. */
export function completions(hits: readonly ReferenceHit[]): string[] {
  return [...new Set(hits.map(({ reference, kind }) => (kind === 'repository' ? `${reference}:` : reference)))];
}
