import { expect, it } from 'vitest';
import { adviceOn } from './advisory-advice.ts';

const ready = { state: 'ready', usable: true, sample: false, ageSeconds: 3600 } as const;

it.each([
  ['fresh advisories need no word', ready, undefined],
  ['an update of a usable database needs no word', { ...ready, state: 'updating' }, undefined],
  ['none at all', { state: 'none', usable: false, sample: false }, 'none'],
  ['a failed first update', { state: 'failed', usable: false, sample: false }, 'none'],
  ['the first update', { state: 'updating', usable: false, sample: false }, 'first-update'],
  ['samples, however old', { ...ready, sample: true, ageSeconds: 9e6 }, 'sample'],
  ['exactly three days', { ...ready, ageSeconds: 3 * 86_400 }, undefined],
  ['more than three days', { ...ready, ageSeconds: 3 * 86_400 + 1 }, 'old'],
  ['a failed later update', { ...ready, state: 'failed' }, 'failed'],
] as const)('%s', (_name, facts, kind) => expect(adviceOn(facts)?.kind).toBe(kind));

it('says how old', () => expect(adviceOn({ ...ready, ageSeconds: 10.5 * 86_400 })?.title).toContain('10 days'));
