import { expect, it } from 'vitest';
import { suggestType } from './suggest-type.ts';

const types = [{ name: 'docker-hub' }, { name: 'docker-v2' }];

it.each([
  ['', 'docker-v2'],
  ['registry.example:5000/team', 'docker-v2'],
  ['docker.io', 'docker-hub'],
  ['Docker.io/library', 'docker-hub'],
  ['registry-1.docker.io/team', 'docker-hub'],
  ['docker.io.example', 'docker-v2'],
])('%j is most likely of type %s', (path, type) => expect(suggestType(types, path)).toBe(type));

it('takes the first type where the one it wants is not known', () => {
  expect(suggestType([{ name: 'harbor' }], 'r.example')).toBe('harbor');
  expect(suggestType([], 'r.example')).toBe('');
});
