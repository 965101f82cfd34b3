import { Tooltip } from '@mantine/core';
import { OutcomeMark } from './outcome-mark.tsx';
import { type Outcome, outcomeWords } from './outcome-words.ts';

/** What policies come to, and on hover what that means. */
export function OutcomeBadge({ outcome }: { readonly outcome: Outcome }) {
  return (
    <Tooltip label={outcomeWords[outcome].meaning}>
      <span>
        <OutcomeMark outcome={outcome} />
      </span>
    </Tooltip>
  );
}
