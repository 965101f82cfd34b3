/** What policies come to for an image, worst first; `none` where no policy is about it. */
export const outcomes = ['fail', 'warn', 'pending', 'accepted', 'pass', 'none'] as const;
export type Outcome = (typeof outcomes)[number];

/** Each outcome as a few words, and what they mean. */
export const outcomeWords: Readonly<Record<Outcome, { readonly label: string; readonly meaning: string }>> = {
  fail: { label: 'Fails policy', meaning: 'Something in it violates a policy that images must keep' },
  warn: { label: 'Warned', meaning: 'Something in it violates a policy that only warns' },
  pending: {
    label: 'Being evaluated',
    meaning: 'Something is still to be looked at: what it comes to is not known yet',
  },
  accepted: { label: 'Accepted', meaning: 'All that violates a policy is suppressed by a statement' },
  pass: { label: 'Passes', meaning: 'It keeps every policy that is about it' },
  none: { label: 'No policy', meaning: 'No policy is about it' },
};

/** What violating a policy comes to, as one chooses it. */
export const actionWords = {
  fail: { label: 'Fail', meaning: 'Images that violate it fail: they are not safe to ship, and pipelines stop.' },
  warn: { label: 'Warn', meaning: 'Images that violate it are marked, and pipelines go on.' },
} as const;
