import { useDebouncedValue } from '@mantine/hooks';
import type { PolicyConditionKind } from '../../api/generated/index.ts';
import { useRuleDescription } from '../../api/policies.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { type Mistakes, mistakesIn, mistakesOfRule } from './find-mistakes.ts';
import { type DraftRule, toConditions } from './policy-draft.ts';

/** What a rule says while it is being typed, in the service's words, and what is wrong with it where it is not said. */
export function useRuleWords(rule: DraftRule, place: string, kinds: readonly PolicyConditionKind[]) {
  const isWhole = Object.keys(mistakesOfRule(rule, place, kinds)).length === 0;
  const [settled] = useDebouncedValue(isWhole ? toConditions(rule.conditions, kinds) : undefined, 250);
  const { data, error } = useRuleDescription(settled);
  if (rule.conditions.length === 0) return { words: 'Nothing violates it yet: add a condition.', mistakes: {} };
  if (!isWhole) return { words: 'Fill in its conditions: what they come to is said here.', mistakes: {} };
  if (error === null) return { words: data?.items[0]?.description ?? '…', mistakes: {} };
  return { words: describeError(error).message, mistakes: placedAt(place, mistakesIn(error)) };
}

/** What is wrong with the only rule that was asked about stands where that is in the form. */
function placedAt(place: string, mistakes: Mistakes): Mistakes {
  return Object.fromEntries(
    Object.entries(mistakes).map(([found, words]) => [found.replace(/^rules\/0/, place), words] as const),
  );
}
