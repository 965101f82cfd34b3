import type { Coverage } from '../coverage/coverage-words.ts';

/** What policies come to for an image, worst first; `none` where no policy is about it. */
export const outcomes = ['fail', 'warn', 'pending', 'accepted', 'pass', 'none'] as const;
export type Outcome = (typeof outcomes)[number];

/** As it is shown: `as-known` for an image that keeps all policies, though something may hide in it that was not read. */
export type ShownOutcome = Outcome | 'as-known';

/** How an outcome is shown of an image that is known so far: passing is no news of what could not be read. */
export function shownOutcome(outcome: Outcome, coverage: Coverage): ShownOutcome {
  return outcome === 'pass' && coverage !== 'complete' ? 'as-known' : outcome;
}

/** Each outcome as a few words, and what they mean. */
export const outcomeWords: Readonly<Record<ShownOutcome, { readonly label: string; readonly meaning: string }>> = {
  fail: { label: 'Fails policy', meaning: 'Something in it violates a policy that images must keep' },
  warn: { label: 'Warned', meaning: 'Something in it violates a policy that only warns' },
  pending: {
    label: 'Being evaluated',
    meaning: 'Something is still to be looked at: what it comes to is not known yet',
  },
  accepted: { label: 'Accepted', meaning: 'All that violates a policy is suppressed by a statement or an exception' },
  pass: { label: 'Passes', meaning: 'It keeps every policy that is about it' },
  'as-known': {
    label: 'As far as known',
    meaning: 'What is known of it keeps every policy that is about it, but not everything in it could be read',
  },
  none: { label: 'No policy', meaning: 'No policy is about it' },
};

/** What violating a policy comes to, as one chooses it. */
export const actionWords = {
  fail: { label: 'Fail', meaning: 'Images that violate it fail: they are not safe to ship, and pipelines stop.' },
  warn: { label: 'Warn', meaning: 'Images that violate it are marked, and pipelines go on.' },
} as const;
