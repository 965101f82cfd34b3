import { describe, expect, it } from 'vitest';
import { all } from '#tests/support/registry/all.ts';
import { listSubjects } from './list-subjects.ts';
import type { ListingProblem } from './listing-facts.ts';
import { RegistryError } from './registry-error.ts';

const signal = new AbortController().signal;

async function run(holds: Readonly<Record<string, readonly string[] | RegistryError>>) {
  const problems: ListingProblem[] = [];
  const list = async function* (subject: string) {
    const found = holds[subject] ?? [];
    if (found instanceof RegistryError) throw found;
    yield* found;
  };
  const listing = { signal, problem: (problem: ListingProblem) => void problems.push(problem) };
  const found = await all(listSubjects(Object.keys(holds), list, listing)).catch((error: unknown) => error);
  return { found, problems };
}

const forbidden = new RegistryError('registry/forbidden', 'not for you', { status: 403 });

describe('listSubjects', () => {
  it('names what it could not list and goes on', async () => {
    const { found, problems } = await run({ a: ['a/1'], b: forbidden, c: ['c/1'] });
    expect(found).toEqual(['a/1', 'c/1']);
    expect(problems).toEqual([{ code: 'registry/forbidden', subject: 'b', message: 'not for you' }]);
  });

  it('fails where nothing could be listed', async () => {
    expect((await run({ a: forbidden })).found).toBe(forbidden);
  });

  it('does not take an outage for a problem of one', async () => {
    const down = new RegistryError('registry/unavailable', 'down', { retriable: true });
    expect(await run({ a: ['a/1'], b: down })).toEqual({ found: down, problems: [] });
  });

  it('finds nothing in nothing', async () => {
    expect((await run({})).found).toEqual([]);
  });
});
