import { expect, it } from 'vitest';
import { deletedRegistries, registryChoices, scopeWords } from './scope-words.ts';

const registries = [
  { id: 'a', name: 'Team' },
  { id: 'b', name: 'Lab' },
];

it.each([
  [{ registryIds: [], repositories: [], except: [] }, 'All images of all registries'],
  [{ registryIds: ['a', 'b'], repositories: [], except: [] }, 'All images of Team, Lab'],
  [{ registryIds: ['gone'], repositories: ['payments/*'], except: [] }, 'Images in payments/* of a deleted registry'],
  [
    { registryIds: [], repositories: ['a', 'b/*'], except: ['b/test'] },
    'Images in a, b/* of all registries, except b/test',
  ],
])('%j is %s', (scope, words) => expect(scopeWords(scope, registries)).toBe(words));

it('names no registry before they are known', () => {
  expect(scopeWords({ registryIds: ['a'], repositories: [], except: [] }, undefined)).toBe('All images of …');
});

it.each([
  ['none', ['a'], [], ['Team', 'Lab']],
  ['one', ['gone-1', 'b'], ['gone-1'], ['Team', 'Lab', 'Deleted registry']],
  [
    'two, told apart',
    ['gone-1', 'gone-2'],
    ['gone-1', 'gone-2'],
    ['Team', 'Lab', 'Deleted registry gone-1', 'Deleted registry gone-2'],
  ],
])('of the registries of a scope, %s may be deleted', (_name, ids, deleted, labels) => {
  expect(deletedRegistries(ids, registries)).toEqual(deleted);
  expect(registryChoices(ids, registries).map(({ label }) => label)).toEqual(labels);
});
