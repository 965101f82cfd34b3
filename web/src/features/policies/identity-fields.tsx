import { Radio, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { actionWords } from '../../components/policy/outcome-words.ts';
import styles from './policies.module.css';
import { longestName } from './policy-draft.ts';
import type { PolicyDraftForm } from './use-policy-draft.ts';

const actions = ['fail', 'warn'] as const;

/** What a policy is called and what it comes to. */
export function IdentityFields({ form, isNew }: { readonly form: PolicyDraftForm; readonly isNew: boolean }) {
  const { draft, mistakes, change } = form;
  return (
    <div className={styles.fields}>
      <TextInput
        autoFocus={isNew}
        required
        label="Policy name"
        description="Stands beside the images that violate it."
        maxLength={longestName}
        value={draft.name}
        error={mistakes.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Textarea
        label="Description"
        description="Why it is there, and whom to ask."
        autosize
        minRows={1}
        maxRows={5}
        maxLength={4096}
        value={draft.description}
        error={mistakes.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      <Radio.Group
        label="What violating it comes to"
        value={draft.action}
        onChange={(value) => change({ action: actions.find((action) => action === value) ?? draft.action })}
      >
        <Stack gap={6} mt={4}>
          {actions.map((action) => (
            <Radio
              key={action}
              value={action}
              label={actionWords[action].label}
              description={actionWords[action].meaning}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Switch
        label="Enabled"
        description="While it is not, it says nothing of any image."
        checked={draft.enabled}
        onChange={(event) => change({ enabled: event.currentTarget.checked })}
      />
    </div>
  );
}
