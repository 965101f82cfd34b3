import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Status } from '../../api/generated/index.ts';
import { formatDuration } from '../../components/time/format-age.ts';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import styles from './queue.module.css';

/** How fast the queue goes, how long the rest takes, and since when the oldest waits. */
export function Pace({ queue }: { readonly queue: Status['queue'] }) {
  const { scansPerHour, endedLastHour = 0, secondsLeft, oldestQueuedAt } = queue;
  return (
    <dl className={styles.pace}>
      <Fact name="Images an hour" value={scansPerHour === undefined ? '—' : scansPerHour.toLocaleString('en')} />
      <Fact name="Ended in the last hour" value={endedLastHour.toLocaleString('en')} />
      <Fact name="Done in about" value={timeLeft(queue, secondsLeft)} />
      <Fact
        name="Oldest that waits"
        value={oldestQueuedAt === undefined ? 'none' : <TimeAgo time={oldestQueuedAt} />}
      />
    </dl>
  );
}

function timeLeft({ queued, running }: Status['queue'], secondsLeft: number | undefined): string {
  if (queued + running === 0) return 'nothing to do';
  return secondsLeft === undefined ? 'not known yet' : formatDuration(Math.max(1, secondsLeft) * 1000);
}

function Fact({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <dd>{value}</dd>
    </div>
  );
}
