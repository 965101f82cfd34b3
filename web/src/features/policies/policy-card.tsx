import { ActionIcon, Badge, Group, Text, Tooltip } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import type { Policy } from '../../api/generated/index.ts';
import { Card } from '../../components/page/card.tsx';
import { ButtonLink, IconLink } from '../../components/page/links.tsx';
import { EnabledSwitch } from './enabled-switch.tsx';
import { Evaluation } from './evaluation.tsx';
import { OutcomeCounts } from './outcome-counts.tsx';
import styles from './policies.module.css';
import { type NamedRegistry, scopeWords } from './scope-words.ts';

interface PolicyCardProps {
  readonly policy: Policy;
  /** Absent before they are known. */
  readonly registries: readonly NamedRegistry[] | undefined;
  /** Absent for who may not change policies. */
  readonly onDelete: (() => void) | undefined;
}

/** A policy: what it says in words, of which images, and how many keep it. */
export function PolicyCard({ policy, registries, onDelete }: PolicyCardProps) {
  const { name, description, action, enabled, rules } = policy;
  return (
    <Card title={name} note={onDelete !== undefined && <Actions policy={policy} onDelete={onDelete} />}>
      <Group gap="xs" mb={6}>
        <Badge variant="outline" color={action === 'fail' ? 'red' : 'yellow'}>
          {action === 'fail' ? 'Fails images' : 'Warns'}
        </Badge>
        {!enabled && (
          <Badge variant="outline" color="gray">
            Not enabled
          </Badge>
        )}
        <Text size="sm" c="dimmed">
          {scopeWords(policy.scope, registries)}
        </Text>
      </Group>
      {description !== undefined && (
        <Text size="sm" mb={6} style={{ overflowWrap: 'anywhere' }}>
          {description}
        </Text>
      )}
      <div className={styles.summary}>
        <div>
          <Text size="xs" c="dimmed" fw={600}>
            {rules.length === 1 ? 'An image violates it with' : 'An image violates it with any of'}
          </Text>
          <ul className={styles.rules}>
            {rules.map((rule) => (
              <li key={rule.id}>{rule.description}</li>
            ))}
          </ul>
        </div>
        {enabled && (
          <div>
            <OutcomeCounts policy={policy} />
            <Evaluation evaluation={policy.evaluation} />
          </div>
        )}
      </div>
    </Card>
  );
}

function Actions({ policy, onDelete }: { readonly policy: Policy; readonly onDelete: () => void }) {
  const { id, name } = policy;
  return (
    <Group gap={6}>
      <EnabledSwitch policy={policy} />
      <ButtonLink
        to="/policies/$policyId"
        params={{ policyId: id }}
        size="xs"
        variant="default"
        aria-label={`Edit ${name}`}
      >
        Edit
      </ButtonLink>
      <Tooltip label="Duplicate">
        <IconLink to="/policies/new" search={{ from: id }} aria-label={`Duplicate ${name}`}>
          <IconCopy size={16} aria-hidden />
        </IconLink>
      </Tooltip>
      <Tooltip label="Delete">
        <ActionIcon variant="subtle" color="gray" aria-label={`Delete ${name}`} onClick={onDelete}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
