import { expect, it } from 'vitest';
import { completions } from './completions.ts';

it('leads from a repository to its tags, and offers nothing twice', () => {
  const hits = [
    { reference: 'r.example/app', kind: 'repository' },
    { reference: 'r.example/app:1', kind: 'tag' },
    { reference: 'r.example/app:1', kind: 'tag' },
  ] as const;
  expect(completions(hits)).toEqual(['r.example/app:', 'r.example/app:1']);
});
