import { describe, expect, it } from 'vitest';
import { readQueueSearch } from './search.ts';

describe('what the queue keeps in the URL', () => {
  it.each([
    ['all that it knows', { state: 'queued', registry: 'r', q: 'api' }, { state: 'queued', registry: 'r', q: 'api' }],
    ['a cause, which is one of failed scans', { cause: 'auth', state: 'done' }, { cause: 'auth', state: 'failed' }],
    ['nothing that it does not know', { state: 'lost', cause: 'bad luck', page: 2 }, {}],
  ])('is %s', (_, search, read) => expect(readQueueSearch(search)).toEqual(read));
});
