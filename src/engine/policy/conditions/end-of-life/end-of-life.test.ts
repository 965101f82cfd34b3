import { describe, expect, it } from 'vitest';
import type { Lifecycle } from '#core/lifecycle.ts';
import { ask, imageSubject } from '#tests/support/policy-subjects.ts';
import { endOfLife } from './end-of-life.ts';

function line(kind: Lifecycle['kind'], end: string | undefined, state: Lifecycle['state'] = 'active') {
  const lifecycle = { kind, product: kind === 'distro' ? 'debian' : 'nodejs', cycle: '18', state, packageIds: [] };
  return imageSubject({}, { lifecycles: [{ ...lifecycle, ...(end !== undefined && { endOfLife: end }) }] });
}

describe('end-of-life', () => {
  it.each([
    ['nothing known', {}, imageSubject({}), false],
    ['ended yesterday', {}, line('distro', '2026-06-14'), true],
    ['ends today', {}, line('distro', '2026-06-15'), false],
    ['ends today, which is within 0 days', { days: 0 }, line('distro', '2026-06-15'), true],
    ['ends in 90 days', { days: 90 }, line('distro', '2026-09-13'), true],
    ['ends in 91 days', { days: 90 }, line('distro', '2026-09-14'), false],
    ['ended long ago, asked for soon', { days: 90 }, line('software', '2020-01-01'), true],
    ['ended, no day known', {}, line('software', undefined, 'ended'), true],
    ['goes on, no day known', { days: 90 }, line('software', undefined), false],
    ['the software, asked for the distro', { of: 'distro' }, line('software', '2020-01-01'), false],
    ['the software, asked for it', { of: 'software' }, line('software', '2020-01-01'), true],
  ])('%s', (_, options, subject, expected) => {
    expect(ask('end-of-life', options, subject) !== false).toBe(expected);
  });

  it('goes by the day on which it is asked, not by that of the scan', () => {
    expect(ask('end-of-life', {}, line('distro', '2026-06-01', 'approaching'))).toBe(
      'support of debian 18 ended on 2026-06-01: move to a later release',
    );
    expect(ask('end-of-life', { days: 30 }, line('software', '2026-07-01'))).toBe(
      'support of nodejs 18 ends on 2026-07-01: move to a later release',
    );
  });

  it.each([
    [{}, 'support ended'],
    [{ days: 90, of: 'distro' }, 'support of the distro ended or ending within 90 days'],
  ])('%j reads %s', (options, words) => expect(endOfLife.describe(options)).toBe(words));
});
