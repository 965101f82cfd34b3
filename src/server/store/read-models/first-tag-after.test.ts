import { describe, expect, it } from 'vitest';
import { firstTagAfter } from './first-tag-after.ts';

describe('firstTagAfter', () => {
  it.each([
    ['the next version', ['1.3', '1.2', '1.0'], ['1.1'], '1.2'],
    ['numbers, not letters', ['1.9', '1.10', '1.11'], ['1.9.1'], '1.10'],
    ['after the last that has it, not the first', ['1.1', '1.3'], ['1.0', '1.2'], '1.3'],
    ['the shorter of two that say the same', ['v2', '2'], ['1'], '2'],
    ['nothing where none is later', ['1.0'], ['1.1'], undefined],
    ['nothing where no tag that has it names a version', ['1.0', '2.0'], ['latest', 'main'], undefined],
    ['no name that is no version', ['latest'], ['1.0'], undefined],
  ])('%s', (_name, tags, after, expected) => expect(firstTagAfter(tags, after)).toBe(expected));
});
