import { Tooltip } from '@mantine/core';
import { IconCheck, IconQuestionMark } from '@tabler/icons-react';
import styles from './coverage.module.css';
import { type Coverage, coverageWords } from './coverage-words.ts';

/** Whether everything in an image could be read and looked up: only then does "no findings" mean clean. */
export function CoverageBadge({ coverage }: { readonly coverage: Coverage }) {
  const { label, meaning } = coverageWords[coverage];
  const Icon = coverage === 'complete' ? IconCheck : IconQuestionMark;
  return (
    <Tooltip label={meaning}>
      <span className={`${styles.badge} ${styles[coverage]}`}>
        <Icon size={12} stroke={2.4} aria-hidden /> {label}
      </span>
    </Tooltip>
  );
}
