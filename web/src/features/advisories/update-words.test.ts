import { expect, it } from 'vitest';
import { describeUpdate, type UpdateFacts } from './update-words.ts';

it.each([
  [{ phase: 'waiting' }, 'Waits to begin'],
  [{ phase: 'fetching', source: 'alpine' }, 'Fetching alpine'],
  [{ phase: 'reading', source: 'alpine', done: 1200 }, 'Reading alpine: 1,200'],
  [{ phase: 'matching', done: 3, total: 5000 }, 'Matching known packages again: 3 of 5,000'],
] satisfies [UpdateFacts, string][])('%j', (progress, words) => expect(describeUpdate(progress)).toBe(words));
