import { expect, it } from 'vitest';
import { scopeWords } from './scope-words.ts';

const registries = [
  { id: 'a', name: 'Team' },
  { id: 'b', name: 'Lab' },
];

it.each([
  [{ registryIds: [], repositories: [], except: [] }, 'All images of all registries'],
  [{ registryIds: ['a', 'b'], repositories: [], except: [] }, 'All images of Team, Lab'],
  [
    { registryIds: ['gone'], repositories: ['payments/*'], except: [] },
    'Images in payments/* of a registry that is gone',
  ],
  [
    { registryIds: [], repositories: ['a', 'b/*'], except: ['b/test'] },
    'Images in a, b/* of all registries, except b/test',
  ],
])('%j is %s', (scope, words) => expect(scopeWords(scope, registries)).toBe(words));
