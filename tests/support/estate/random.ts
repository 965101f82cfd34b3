/** Numbers that look random and are the same in every run (the mulberry32 generator): `next` is in [0, 1). */
export interface Random {
  next(): number;
  /** A whole number below `end`. */
  below(end: number): number;
  /** A whole number below `end`, small ones much more often, as popularity is spread. */
  skewed(end: number): number;
}

/** A sequence of its own for each seed. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, below: (end) => Math.floor(next() * end), skewed: (end) => Math.floor(next() ** 3 * end) };
}
