import { IconBan, IconCheck, IconClock, IconLoader, IconX } from '@tabler/icons-react';
import styles from './scan.module.css';
import { type ScanState as State, stateLabels } from './scan-words.ts';

const icons = { queued: IconClock, running: IconLoader, done: IconCheck, failed: IconX, cancelled: IconBan } as const;

/** The state of a scan as a word with its mark. */
export function ScanState({ state }: { readonly state: State }) {
  const Icon = icons[state];
  return (
    <span className={`${styles.state} ${styles[state]}`}>
      <Icon size={14} stroke={2.2} aria-hidden className={state === 'running' ? styles.turning : undefined} />
      {stateLabels[state]}
    </span>
  );
}
