import { shortDigest } from '../../components/format/digest.ts';
import { uploadedFile } from '../../components/format/uploaded-file.ts';

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

/** The label's host, or that it is of an archive, and what follows; only that where it begins with none. */
export function splitLabel(label: string, isShort: boolean): { readonly registry?: string; readonly name: string } {
  const slash = label.indexOf('/');
  if (isShort || slash < 0) return { name: label };
  const registry = uploadedFile(label) === undefined ? label.slice(0, slash) : 'uploaded archive';
  return { registry, name: label.slice(slash + 1) };
}
