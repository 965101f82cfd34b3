import { Text } from '@mantine/core';
import type { PolicyVerdict } from '../../../api/generated/index.ts';
import type { Coverage } from '../../../components/coverage/coverage-words.ts';
import { Card } from '../../../components/page/card.tsx';
import { OutcomeBadge } from '../../../components/policy/outcome-badge.tsx';
import { shownOutcome } from '../../../components/policy/outcome-words.ts';
import styles from './policies.module.css';
import { RuleSection } from './rule-section.tsx';
import { isKept, ruleKey } from './shown-rules.ts';

interface VerdictCardProps {
  readonly imageId: string;
  readonly policy: PolicyVerdict;
  /** Of the image: passing is no news of what could not be read. */
  readonly coverage: Coverage;
  /** Rules that are kept, too. */
  readonly showsPassed: boolean;
  readonly openAtFirst: ReadonlySet<string>;
  /** Shows a vulnerability in full. */
  readonly onOpen: (vulnerabilityId: string) => void;
}

/** What one policy says of an image, rule by rule. */
export function VerdictCard({ imageId, policy, coverage, showsPassed, openAtFirst, onOpen }: VerdictCardProps) {
  const { policyId, name, action, outcome, rules } = policy;
  const shown = showsPassed ? rules : rules.filter((rule) => !isKept(rule));
  const kept = rules.length - shown.length;
  return (
    <Card title={name} note={<OutcomeBadge outcome={shownOutcome(outcome, coverage)} />}>
      {action === 'warn' && outcome !== 'pass' && (
        <Text size="xs" c="dimmed">
          This policy only warns.
        </Text>
      )}
      <ul className={styles.rules}>
        {shown.map((rule) => (
          <li key={rule.ruleId}>
            <RuleSection
              imageId={imageId}
              policyId={policyId}
              rule={rule}
              coverage={coverage}
              isOpenAtFirst={openAtFirst.has(ruleKey(policyId, rule.ruleId))}
              onOpen={onOpen}
            />
          </li>
        ))}
      </ul>
      {kept > 0 && (
        <Text size="xs" c="dimmed" mt={4}>
          {kept === 1 ? 'One more rule is kept.' : `${kept} more rules are kept.`}
        </Text>
      )}
    </Card>
  );
}
