import { expect, it } from 'vitest';
import { describeAge } from './describe-age.ts';

const now = new Date('2026-01-10T12:00:00Z');

it.each([
  ['2026-01-10T11:59:31Z', 'less than a minute'],
  ['2026-01-10T11:59:00Z', '1 minute'],
  ['2026-01-10T10:00:00Z', '2 hours'],
  ['2026-01-08T11:00:00Z', '2 days'],
  ['2026-01-11T00:00:00Z', 'less than a minute'],
])('%s is %s ago', (time, expected) => expect(describeAge(time, now)).toBe(expected));
