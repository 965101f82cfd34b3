import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Fragment } from 'react';
import { Card } from '../../components/page/card.tsx';
import layout from '../../components/page/form-layout.module.css';
import styles from './policies.module.css';
import { newRule } from './policy-draft.ts';
import { RuleCard } from './rule-card.tsx';
import { TemplateMenu } from './template-menu.tsx';
import type { PolicyDraftForm } from './use-policy-draft.ts';

/** The rules of a policy: an image that violates one of them violates the policy. */
export function RulesFields({ form }: { readonly form: PolicyDraftForm }) {
  const { draft, kinds, mistakes, change, changeRule } = form;
  const { rules } = draft;
  return (
    <Card title="Rules" note={<TemplateMenu form={form} />}>
      <Text size="sm" c="dimmed" mb="xs">
        A rule says what must not be: whatever meets all of its conditions at once violates it.
      </Text>
      <div className={layout.stack}>
        {rules.map((rule, index) => (
          <Fragment key={rule.key}>
            {index > 0 && <div className={styles.joint}>or</div>}
            <RuleCard
              rule={rule}
              index={index}
              kinds={kinds}
              mistakes={mistakes}
              onChange={(conditions) => changeRule(index, conditions)}
              onRemove={() => change({ rules: rules.filter((_, at) => at !== index) })}
            />
          </Fragment>
        ))}
        {mistakes.rules !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {mistakes.rules}
          </Text>
        )}
        <Button
          size="xs"
          variant="default"
          className={layout.start ?? ''}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => change({ rules: [...rules, newRule(rules)] })}
        >
          Add a rule
        </Button>
      </div>
    </Card>
  );
}
