import {
  IconAlertTriangle,
  IconCheck,
  IconCircleX,
  IconHourglass,
  IconMinus,
  IconShieldCheck,
} from '@tabler/icons-react';
import { type Outcome, outcomeWords } from './outcome-words.ts';
import styles from './policy.module.css';

const icons = {
  fail: IconCircleX,
  warn: IconAlertTriangle,
  pending: IconHourglass,
  accepted: IconShieldCheck,
  pass: IconCheck,
  none: IconMinus,
} as const;

/** What policies come to: a sign, and words that say the same. */
export function OutcomeMark({ outcome }: { readonly outcome: Outcome }) {
  const Icon = icons[outcome];
  return (
    <span className={`${styles.badge} ${styles[outcome]}`}>
      <Icon size={13} stroke={2.2} aria-hidden /> {outcomeWords[outcome].label}
    </span>
  );
}
