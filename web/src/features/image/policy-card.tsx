import { Group, Text } from '@mantine/core';
import type { ImageOverview } from '../../api/generated/index.ts';
import { Card } from '../../components/page/card.tsx';
import { TextLink } from '../../components/page/links.tsx';
import { OutcomeBadge } from '../../components/policy/outcome-badge.tsx';
import { outcomeWords, shownOutcome } from '../../components/policy/outcome-words.ts';

/** What the policies come to for the image, and which of them it violates. */
export function PolicyCard({ image: { imageId, policy, coverage } }: { readonly image: ImageOverview }) {
  const { failed } = policy;
  const outcome = shownOutcome(policy.outcome, coverage);
  return (
    <Card title="Policies" note={<OutcomeBadge outcome={outcome} />}>
      {failed.length === 0 ? (
        <Text size="sm">{outcomeWords[outcome].meaning}.</Text>
      ) : (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          Violated: <b>{failed.join(', ')}</b>
        </Text>
      )}
      <Group mt={4}>
        <TextLink to="/images/$imageId/policies" params={{ imageId }} size="sm">
          {failed.length === 0 ? 'All policies about it' : 'What violates them'}
        </TextLink>
      </Group>
    </Card>
  );
}
