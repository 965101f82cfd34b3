import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#tests/support/any-text.ts';
import { parseToml } from './parse-toml.ts';

describe('parseToml', () => {
  it.each([
    ['a table', 'a = "b"'],
    ['what would be items, in strings and comments', `a = "${'.'.repeat(500_000)}" # ${'='.repeat(500_000)}`],
    ['in strings of several lines', `a = """${',\n'.repeat(300_000)}\\""""`],
    ['in literals', `a = '${'['.repeat(500_000)}\\'`],
  ])('reads %s', (_name, text) => {
    expect(parseToml(text)).toHaveProperty('a');
  });

  it.each([
    ['no TOML', 'a = '],
    ['a dotted key of too many parts', `${'a.'.repeat(300_000)}a = 1`],
    ['too many values', `a = [${'{},'.repeat(300_000)}]`],
    ['too many after a string that ends', `a = "\\\\"\nb = [${'1,'.repeat(300_000)}]`],
    ['too many tables', '[[a]]\n'.repeat(300_000)],
    ['nesting without end', `a = ${'['.repeat(100_000)}`],
  ])('refuses %s', (_name, text) => {
    expect(parseToml(text)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(fc.property(anyText(), (text) => void parseToml(text)));
  });
});
