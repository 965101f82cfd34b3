import { expect, it } from 'vitest';
import { formatProbability } from './format-probability.ts';

it.each([
  [0, '0.00 %'],
  [0.00001, '< 0.01 %'],
  [0.0004, '0.04 %'],
  [0.032, '3.2 %'],
  [0.9736, '97 %'],
  [0.9987, '99.8 %'],
  [1, '100 %'],
])('%d is %s', (probability, text) => expect(formatProbability(probability)).toBe(text));
