import { shortDigest } from '../../components/format/digest.ts';

interface NamedImage {
  readonly repository: string;
  readonly tags: readonly string[];
  readonly manifestDigest: string;
}

const shownTags = 3;

/** What a row calls an image: its repository unless that is known, and its tags, or its digest where none points to it. */
export function imageLabel({ repository, tags, manifestDigest }: NamedImage, isShort: boolean): string {
  const more = tags.length > shownTags ? ` +${tags.length - shownTags}` : '';
  const names = tags.length === 0 ? `@${shortDigest(manifestDigest)}` : tags.slice(0, shownTags).join(', ') + more;
  if (isShort) return names;
  return tags.length === 0 ? repository + names : `${repository}:${names}`;
}

/** The label's host and what follows it, where it begins with one. */
export function splitLabel(label: string, isShort: boolean): { readonly registry?: string; readonly name: string } {
  const slash = label.indexOf('/');
  return isShort || slash < 0 ? { name: label } : { registry: label.slice(0, slash), name: label.slice(slash + 1) };
}
