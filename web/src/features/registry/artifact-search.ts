import { type Kind, kinds } from '../../components/artifact/kind-words.ts';
import { oneOf, text } from '../../components/filters/search-value.ts';

/** What the list of artifacts keeps in the URL. */
export interface ArtifactSearch {
  readonly registry?: string;
  /** With its host. */
  readonly repository?: string;
  readonly kind?: Kind;
  readonly q?: string;
}

/** Reads the URL; what it does not know is left out. */
export function readArtifactSearch(search: Readonly<Record<string, unknown>>): ArtifactSearch {
  const registry = text(search.registry);
  const repository = text(search.repository, 512);
  const kind = oneOf(search.kind, kinds);
  const q = text(search.q);
  return {
    ...(registry !== undefined && { registry }),
    ...(repository !== undefined && { repository }),
    ...(kind !== undefined && { kind }),
    ...(q !== undefined && { q }),
  };
}
