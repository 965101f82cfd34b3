import fc from 'fast-check';

const surrogates = { first: 0xd800, count: 0x800 };
const scalar = fc
  .nat(0x10_ffff - surrogates.count)
  .map((at) => String.fromCodePoint(at < surrogates.first ? at : at + surrogates.count));
const ascii = fc.nat(0x7f).map((at) => String.fromCodePoint(at));
const character = fc.oneof({ arbitrary: ascii, weight: 2 }, { arbitrary: scalar, weight: 1 });

/**
 * Text of any characters, controls and unassigned ones among them; most are of ASCII, as is what formats are made of. The library's own
 * unit for it, `binary`, lists a million characters first, which takes a second in each test file.
 */
export function anyText(constraints: { readonly maxLength?: number } = {}): fc.Arbitrary<string> {
  return fc.string({ ...constraints, unit: character });
}
