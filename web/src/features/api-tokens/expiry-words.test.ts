import { expect, it } from 'vitest';
import { expiryWords } from './expiry-words.ts';

const now = new Date('2026-01-01T00:00:00Z');

it.each([
  ['2025-12-31T23:59:59Z', 'expired', 'over'],
  ['2026-01-01T00:00:00Z', 'expired', 'over'],
  ['2026-01-01T12:00:00Z', 'within a day', 'soon'],
  ['2026-01-15T00:00:00Z', 'in 14 days', 'soon'],
  ['2026-01-16T00:00:00Z', 'in 15 days', 'fine'],
  ['2027-01-01T00:00:00Z', 'in 12 months', 'fine'],
])('%s is %s: %s', (time, text, state) => expect(expiryWords(time, now)).toEqual({ text, state }));
