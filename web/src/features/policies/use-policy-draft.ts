import { useState } from 'react';
import type { Policy, PolicyConditionKind } from '../../api/generated/index.ts';
import { useSavePolicy, useSimulatePolicy } from '../../api/policies.ts';
import { findMistakes, type Mistakes, mistakesIn } from './find-mistakes.ts';
import { type DraftRule, type PolicyDraft, toInput } from './policy-draft.ts';

interface Start {
  readonly kinds: readonly PolicyConditionKind[];
  readonly initial: PolicyDraft;
  /** The policy to change; a new one where there is none. */
  readonly policyId: string | undefined;
}

/** A form for a policy: what it holds, what is wrong with it, and how it is tried and saved. */
export function usePolicyDraft({ kinds, initial, policyId }: Start) {
  const [draft, setDraft] = useState(initial);
  const [found, setFound] = useState<Mistakes>({});
  const [isChanged, setChanged] = useState(false);
  const save = useSavePolicy();
  const simulation = useSimulatePolicy();
  const [tried, setTried] = useState<PolicyDraft>();
  const change = (part: Partial<PolicyDraft>) => {
    setDraft({ ...draft, ...part });
    setChanged(true);
    // What was found wrong with the form of before says nothing of the one that it is now.
    setFound({});
    save.reset();
    if (simulation.error !== null) simulation.reset();
  };
  const ifGood = (next: () => void) => {
    const mistakes = findMistakes(draft, kinds);
    setFound(mistakes);
    if (Object.keys(mistakes).length === 0) next();
  };
  return {
    draft,
    kinds,
    isChanged,
    save,
    simulation,
    /** What was tried is not what the form holds now. */
    isTriedOld: tried !== undefined && tried !== draft,
    /** Why what was asked for last was not done, where it is for single fields. */
    refusal: Object.keys(found).length > 0 ? found : (save.error ?? simulation.error ?? undefined),
    mistakes: { ...mistakesIn(simulation.error), ...mistakesIn(save.error), ...found },
    change,
    changeRule: (at: number, conditions: DraftRule['conditions']) =>
      change({ rules: draft.rules.map((rule, index) => (index === at ? { ...rule, conditions } : rule)) }),
    tryOut: () =>
      ifGood(() => {
        setTried(draft);
        simulation.mutate(toInput(draft, kinds));
      }),
    submit: (onSaved: (saved: Policy) => void) =>
      ifGood(() => {
        const done = (saved: Policy) => {
          setChanged(false);
          onSaved(saved);
        };
        save.mutate({ id: policyId, input: toInput(draft, kinds) }, { onSuccess: done });
      }),
  };
}

/** What the parts of a form for a policy are drawn from. */
export type PolicyDraftForm = ReturnType<typeof usePolicyDraft>;
