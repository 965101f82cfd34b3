import { describe, expect, it } from 'vitest';
import { validationWords } from './validation-words.ts';

describe('validationWords', () => {
  it.each([
    ['too long', 'maxLength', { limit: 100 }, 'is longer than 100 characters'],
    ['empty', 'minLength', { limit: 1 }, 'is empty'],
    ['too short', 'minLength', { limit: 12 }, 'is shorter than 12 characters'],
    ['too many', 'maxItems', { limit: 5 }, 'has more than 5 entries'],
    ['too much', 'maximum', { limit: 500 }, 'is above 500'],
    ['too little', 'minimum', { limit: 0 }, 'is below 0'],
    ['unknown', 'additionalProperties', { additionalProperty: 'nmae' }, 'has a member that there is not: nmae'],
    ['none of a few', 'enum', { allowedValues: ['a', 'b'] }, 'must be one of: a, b'],
    ['what Ajv says well enough', 'type', { type: 'string' }, 'must be string'],
  ])('%s', (_name, keyword, params, words) =>
    expect(validationWords({ keyword, params, message: 'must be string' })).toBe(words),
  );
});
