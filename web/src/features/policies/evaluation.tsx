import { Progress, Text } from '@mantine/core';
import type { Policy } from '../../api/generated/index.ts';
import { TimeAgo } from '../../components/time/time-ago.tsx';

/** How far the outcomes of a policy are worked out. */
export function Evaluation({ evaluation }: Pick<Policy, 'evaluation'>) {
  const { state, progress = 0, evaluatedAt, message } = evaluation;
  switch (state) {
    case 'waiting':
      return (
        <Text size="xs" c="dimmed" mt={4}>
          Waiting to be evaluated
        </Text>
      );
    case 'running': {
      const percent = Math.floor(progress * 100);
      return (
        <div>
          <Text size="xs" c="dimmed" mt={4}>
            Being evaluated: {percent} %
          </Text>
          <Progress value={percent} size="sm" mt={2} aria-label="Evaluated" />
        </div>
      );
    }
    case 'failed':
      return (
        <Text size="sm" c="var(--mantine-color-error)" mt={4} style={{ overflowWrap: 'anywhere' }}>
          It could not be evaluated: {message ?? 'the log of the service says why'}. Save it again to try once more.
        </Text>
      );
    case 'done':
      return evaluatedAt === undefined ? null : (
        <Text size="xs" c="dimmed" mt={4}>
          Evaluated <TimeAgo time={evaluatedAt} />
        </Text>
      );
  }
}
