/** What the process ends with. */
export const exitCodes = { done: 0, policyFailed: 1, badUsage: 2, failed: 3 } as const;

/** What was asked for is done, and a policy that fails is violated. Ends with exit code 1. */
export class PolicyFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PolicyFailure';
  }
}

/** The command line was used wrongly; the message says how, and what to write instead. Ends with exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
