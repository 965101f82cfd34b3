import { expect, it } from 'vitest';
import { completions } from './completions.ts';

const hits = [
  { reference: 'r.example/app', kind: 'repository' },
  { reference: 'r.example/app:1', kind: 'tag' },
  { reference: 'r.example/app:1', kind: 'tag' },
] as const;

it.each([
  ['leads from a repository to its tags, and offers nothing twice', 'app', ['r.example/app:', 'r.example/app:1']],
  ['offers nothing that is there already', ' r.example/app:1', ['r.example/app:']],
])('%s', (_, typed, expected) => expect(completions(hits, typed)).toEqual(expected));
