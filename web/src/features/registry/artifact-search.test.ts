import { expect, it } from 'vitest';
import { readArtifactSearch } from './artifact-search.ts';

it.each([
  ['nothing', {}, {}],
  [
    'all',
    { registry: 'r', repository: 'h/a', kind: 'wasm', q: 'x' },
    { registry: 'r', repository: 'h/a', kind: 'wasm', q: 'x' },
  ],
  ['what is not known', { kind: 'image', other: '1', q: 7 }, {}],
] as const)('%s', (_, search, expected) => expect(readArtifactSearch(search)).toEqual(expected));
