import { oneOf } from '../../components/filters/search-value.ts';
import { type Outcome, outcomes } from '../../components/policy/outcome-words.ts';

/** What policies are to come to, or a policy that is to be violated, or what that one is to come to. */
export interface PolicyChoice {
  readonly policy?: Outcome | undefined;
  readonly policyId?: string | undefined;
}

interface ChoiceGroup {
  readonly group: string;
  readonly items: readonly { readonly value: string; readonly label: string }[];
}

/** What one policy comes to, as its numbers say it. */
const ofOne: Readonly<Record<Outcome, string>> = {
  fail: 'fails',
  warn: 'warns',
  pending: 'being evaluated',
  accepted: 'accepted',
  pass: 'kept',
  none: 'not about it',
};

/** Each policy to be violated, the one that is chosen even where it is gone; of that one also what else it may come to. */
export function policyChoices(
  policies: readonly { readonly id: string; readonly name: string }[] | undefined,
  { policy, policyId }: PolicyChoice,
): readonly ChoiceGroup[] {
  const known = policies ?? [];
  const chosen =
    policyId === undefined
      ? undefined
      : (known.find(({ id }) => id === policyId) ?? {
          id: policyId,
          name: policies === undefined ? '…' : 'a policy that is gone',
        });
  const all = chosen === undefined || known.includes(chosen) ? known : [...known, chosen];
  const violates = all.map(({ id, name }) => ({ value: writeChoice({ policyId: id }), label: `Violates ${name}` }));
  if (chosen === undefined) return [{ group: 'Violates', items: violates }];
  const { id, name } = chosen;
  // Violating it comes to either: what it is to come to is said only where the address does.
  const others = outcomes.filter((outcome) => outcome === policy || (outcome !== 'fail' && outcome !== 'warn'));
  const items = others.map((outcome) => ({
    value: writeChoice({ policyId: id, policy: outcome }),
    label: `${name}: ${ofOne[outcome]}`,
  }));
  return [
    { group: 'It comes to', items },
    { group: 'Violates', items: violates },
  ];
}

/** A choice as one text: `fail`, `fail of 7c1e`, ` of 7c1e` for a policy that is violated; empty for none. */
export function writeChoice({ policy, policyId }: PolicyChoice): string {
  return policyId === undefined ? (policy ?? '') : `${policy ?? ''}${of}${policyId}`;
}

/** Reads what {@link writeChoice} writes. */
export function readChoice(text: string): PolicyChoice {
  const at = text.indexOf(of);
  const policy = oneOf(at < 0 ? text : text.slice(0, at), outcomes);
  return { policy, policyId: at < 0 ? undefined : text.slice(at + of.length) };
}

const of = ' of ';
