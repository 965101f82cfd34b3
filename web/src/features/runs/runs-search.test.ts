import { expect, it } from 'vitest';
import { readRunsSearch } from './runs-search.ts';

it('reads the open run and which of its tags to show', () =>
  expect(readRunsSearch({ run: 'r1', outcome: 'age', q: 'api', other: 'x' })).toEqual({
    run: 'r1',
    outcome: 'age',
    q: 'api',
  }));

it('leaves out what it does not know', () => expect(readRunsSearch({ run: '', outcome: 'lost' })).toEqual({}));
