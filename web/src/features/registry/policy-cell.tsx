import { Text, Tooltip } from '@mantine/core';
import type { Coverage } from '../../components/coverage/coverage-words.ts';
import { TextLink } from '../../components/page/links.tsx';
import { OutcomeMark } from '../../components/policy/outcome-mark.tsx';
import { type Outcome, outcomeWords, shownOutcome } from '../../components/policy/outcome-words.ts';
import { useTabStopInRow } from '../../components/table/active-row.ts';

/** What policies come to for an image. */
export interface ImagePolicy {
  readonly outcome: Outcome;
  /** Names of the violated policies. */
  readonly failed: readonly string[];
}

interface PolicyCellProps {
  readonly imageId: string;
  readonly policy: ImagePolicy;
  readonly coverage: Coverage;
}

/** What policies come to for an image; which ones it violates is said on hover, and where one tabs to it. Leads to what violates them. */
export function PolicyCell({ imageId, policy, coverage }: PolicyCellProps) {
  const { failed } = policy;
  const outcome = shownOutcome(policy.outcome, coverage);
  const tabIndex = useTabStopInRow();
  if (outcome === 'none') return <OutcomeMark outcome="none" />;
  const { label, meaning } = outcomeWords[outcome];
  const names = failed.join(', ');
  return (
    <Tooltip label={failed.length === 0 ? meaning : names} events={{ hover: true, focus: true, touch: true }}>
      <TextLink
        to="/images/$imageId/policies"
        params={{ imageId }}
        underline="never"
        tabIndex={tabIndex}
        aria-label={failed.length === 0 ? label : `${label}: ${names}`}
      >
        <OutcomeMark outcome={outcome} />
      </TextLink>
    </Tooltip>
  );
}

interface FailingImagesProps {
  readonly failing: number;
  readonly images: number;
}

/** How many of the images that lie below fail a policy: `3 of 14 fail`. */
export function FailingImages({ failing, images }: FailingImagesProps) {
  return (
    <Text span size="sm" c={failing === 0 ? 'dimmed' : 'inherit'} fw={failing === 0 ? 400 : 500}>
      {failing.toLocaleString('en')} of {images.toLocaleString('en')} {failing === 1 ? 'fails' : 'fail'}
    </Text>
  );
}
