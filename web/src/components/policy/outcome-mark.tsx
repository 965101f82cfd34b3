import {
  IconAlertTriangle,
  IconCheck,
  IconCircleX,
  IconHourglass,
  IconMinus,
  IconQuestionMark,
  IconShieldCheck,
} from '@tabler/icons-react';
import { outcomeWords, type ShownOutcome } from './outcome-words.ts';
import styles from './policy.module.css';

const icons = {
  fail: IconCircleX,
  warn: IconAlertTriangle,
  pending: IconHourglass,
  accepted: IconShieldCheck,
  pass: IconCheck,
  'as-known': IconQuestionMark,
  none: IconMinus,
} as const;

/** What policies come to: a sign, and words that say the same. */
export function OutcomeMark({ outcome }: { readonly outcome: ShownOutcome }) {
  const Icon = icons[outcome];
  return (
    <span className={`${styles.badge} ${styles[outcome === 'as-known' ? 'asKnown' : outcome]}`}>
      <Icon size={13} stroke={2.2} aria-hidden /> {outcomeWords[outcome].label}
    </span>
  );
}
