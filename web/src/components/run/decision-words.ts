import type { RunTag } from '../../api/generated/index.ts';

/** What a run decides on a tag: `kept`, or the rule that drops it. */
export type Decision = RunTag['outcome'];

/** What a run decides on a tag, to choose from. */
export const decisions = [
  'kept',
  'exclude',
  'age',
  'newest',
  'repositories',
  'not-an-image',
] as const satisfies readonly Decision[];

/** Each decision in words. */
export const decisionWords: Readonly<Record<Decision, string>> = {
  kept: 'Kept',
  exclude: 'Dropped by a pattern',
  age: 'Too old',
  newest: 'Not among the newest',
  repositories: 'Too many repositories',
  'not-an-image': 'Nothing to scan',
};
