import fc from 'fast-check';

/**
 * Properties try the same values in every run, so that a change alone decides whether the suite passes; `PROPERTY_SEED=random` (or a number)
 * goes looking for others.
 */
const { PROPERTY_SEED: wanted } = process.env;
if (wanted !== 'random') fc.configureGlobal({ seed: wanted === undefined ? 20_261_126 : Number(wanted) });
