import { Tooltip } from '@mantine/core';
import { OutcomeMark } from './outcome-mark.tsx';
import { outcomeWords, type ShownOutcome } from './outcome-words.ts';

/** What policies come to, and on hover what that means. */
export function OutcomeBadge({ outcome }: { readonly outcome: ShownOutcome }) {
  return (
    <Tooltip label={outcomeWords[outcome].meaning}>
      <span>
        <OutcomeMark outcome={outcome} />
      </span>
    </Tooltip>
  );
}
