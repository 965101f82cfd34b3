/** What the process ends with. 1 is kept for policies that fail. */
export const exitCodes = { done: 0, policyFailed: 1, badUsage: 2, failed: 3 } as const;

/** The command line was used wrongly; the message says how, and what to write instead. Ends with exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
