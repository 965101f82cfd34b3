import type { ArtifactType } from '../../api/generated/index.ts';
import { plural } from '../format/plural.ts';

/** What something in a registry is. */
export type Kind = ArtifactType['kind'];

/** Each kind for people. */
export const kindWords: Readonly<Record<Kind, string>> = {
  sbom: 'SBOM',
  vex: 'VEX document',
  attestation: 'Attestation',
  signature: 'Signature',
  image: 'Image',
  index: 'Index',
  'docker-schema-1': 'Image (Docker schema 1)',
  'helm-chart': 'Helm chart',
  wasm: 'WebAssembly module',
  model: 'AI model',
  artifact: 'Other artifact',
};

/** Kinds that artifacts of a registry are of, those first that are most asked for. */
export const kinds = [
  'helm-chart',
  'wasm',
  'model',
  'signature',
  'attestation',
  'sbom',
  'vex',
  'artifact',
] as const satisfies readonly Kind[];

/** What a tag names instead of an image, and that this is no failure: `Helm chart, nothing to scan`. */
export function nothingToScan({ kind, mediaType }: ArtifactType): string {
  return `${kind === 'artifact' ? `${kindWords[kind]} (${mediaType})` : kindWords[kind]}, nothing to scan`;
}

/** How many of each kind, the most first: `3 signatures, 1 Helm chart`. */
export function countWords(counts: readonly { readonly kind: Kind; readonly count: number }[]): string {
  return [...counts]
    .sort((a, b) => b.count - a.count)
    .map(({ kind, count }) => plural(count, midSentence(kindWords[kind])))
    .join(', ');
}

function midSentence(words: string): string {
  return /^[A-Z][a-z]/.test(words) && !/^(?:Helm|WebAssembly)/.test(words)
    ? words.charAt(0).toLowerCase() + words.slice(1)
    : words;
}
