import { afterEach, beforeEach } from 'vitest';

/** Has each test of the block go on where the one before ended: after one that failed, the others are left out and say so. */
export function inSteps(): void {
  let hasFailed = false;
  beforeEach(({ skip }) => skip(hasFailed, 'the step before failed'));
  afterEach(({ task }) => {
    hasFailed ||= task.result?.state === 'fail';
  });
}
