import type { ReferenceHit } from '../../api/generated/index.ts';

/**
 * What to offer for a reference: a repository with a colon behind it, so that its tags come next; a tag as it is. What has been typed
 * in full already is not offered: the list would only lie over the button.
 */
export function completions(hits: readonly ReferenceHit[], typed: string): string[] {
  const offered = hits.map(({ reference, kind }) => (kind === 'repository' ? `${reference}:` : reference));
  return [...new Set(offered)].filter((one) => one !== typed.trim());
}
