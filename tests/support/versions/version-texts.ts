import fc from 'fast-check';

/** Texts put together from a few pieces, so that versions come out that differ little. */
export function versionTexts(
  pieces: readonly string[],
  options: { readonly maxPieces?: number } = {},
): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: options.maxPieces ?? 7 })
    .map((parts) => parts.join(''));
}

/** The same texts each time: `count` of them. */
export function sampleTexts(texts: fc.Arbitrary<string>, count: number): readonly string[] {
  return fc.sample(texts, { numRuns: count, seed: 20_260_101 });
}

/** Texts put together from one choice of each list: versions, where the lists are the parts of one. */
export function versionParts(...parts: readonly (readonly string[])[]): fc.Arbitrary<string> {
  return fc.tuple(...parts.map((choices) => fc.constantFrom(...choices))).map((chosen) => chosen.join(''));
}
