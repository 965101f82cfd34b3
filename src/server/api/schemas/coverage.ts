import { oneOf } from './model.ts';

/** How much of an image could be read and looked up. */
export const coverage = oneOf(
  ['complete', 'partial', 'unknown'],
  'complete: all was read and looked up; partial: something may be missing; unknown: nothing could be said.',
);
