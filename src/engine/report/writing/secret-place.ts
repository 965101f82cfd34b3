import type { SecretPlace } from '#core/secret-finding.ts';

/** Where a secret is, for people. */
export function placeText(place: SecretPlace): string {
  switch (place.kind) {
    case 'env':
      return `environment ${place.name}`;
    case 'label':
      return `label ${place.name}`;
    case 'history':
      return `instruction ${place.index + 1}: ${place.instruction}`;
    case 'file':
      return `${place.path}:${place.line}${place.removed ? ' (deleted by an upper layer, still in the image)' : ''}`;
  }
}
