import { expect, it } from 'vitest';
import { countWords, kinds, kindWords, nothingToScan } from './kind-words.ts';

it.each([
  [{ kind: 'helm-chart', mediaType: 'application/vnd.cncf.helm.config.v1+json' }, 'Helm chart, nothing to scan'],
  [{ kind: 'artifact', mediaType: 'application/x' }, 'Other artifact (application/x), nothing to scan'],
] as const)('%o', (artifact, words) => expect(nothingToScan(artifact)).toBe(words));

it('counts by kind, the most first', () => {
  const counts = [
    { kind: 'helm-chart', count: 1 },
    { kind: 'signature', count: 3 },
    { kind: 'sbom', count: 2 },
  ] as const;
  expect(countWords(counts)).toBe('3 signatures, 2 SBOMs, 1 Helm chart');
});

it('every kind has a name of its own', () => {
  expect(new Set(kinds.map((kind) => kindWords[kind])).size).toBe(kinds.length);
});
