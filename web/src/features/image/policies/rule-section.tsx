import { Group, Text, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { RuleVerdict } from '../../../api/generated/index.ts';
import type { Coverage } from '../../../components/coverage/coverage-words.ts';
import { sentence } from '../../../components/feedback/describe-error.ts';
import { OutcomeBadge } from '../../../components/policy/outcome-badge.tsx';
import { shownOutcome } from '../../../components/policy/outcome-words.ts';
import styles from './policies.module.css';
import { violationWords } from './verdict-words.ts';
import { ViolationsTable } from './violations-table.tsx';

interface RuleSectionProps {
  readonly imageId: string;
  readonly policyId: string;
  readonly rule: RuleVerdict;
  readonly coverage: Coverage;
  readonly isOpenAtFirst: boolean;
  readonly onOpen: (vulnerabilityId: string) => void;
}

/** A rule in words, how an image stands to it, and a table of what violates it that can be opened and closed. */
export function RuleSection({ imageId, policyId, rule, coverage, isOpenAtFirst, onOpen }: RuleSectionProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const id = useId();
  const { ruleId, description, subject, outcome, violations, accepted, message } = rule;
  const hasTable = violations + accepted > 0 && subject !== 'image';
  const line = (
    <Group gap="xs" wrap="nowrap" align="center">
      <OutcomeBadge outcome={shownOutcome(outcome, coverage)} />
      <Text size="sm" fw={500} className={styles.description ?? ''}>
        {description}
      </Text>
      <Text size="sm" c="dimmed" className={styles.count ?? ''}>
        {violationWords(rule)}
      </Text>
    </Group>
  );
  return (
    <>
      {hasTable ? (
        <UnstyledButton
          className={styles.opener ?? ''}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          <IconChevronRight size={15} aria-hidden className={isOpen ? styles.open : styles.mark} />
          {line}
        </UnstyledButton>
      ) : (
        <div className={styles.line}>{line}</div>
      )}
      {message !== undefined && violations > 0 && (
        <Text size="sm" className={styles.message ?? ''}>
          {sentence(message)}
        </Text>
      )}
      {hasTable && (
        <div id={id} hidden={!isOpen}>
          {isOpen && (
            <ViolationsTable of={{ imageId, policyId, ruleId }} subject={subject} label={description} onOpen={onOpen} />
          )}
        </div>
      )}
    </>
  );
}
