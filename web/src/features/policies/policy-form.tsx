import { Alert, Button, Group, Text } from '@mantine/core';
import type { SubmitEvent } from 'react';
import type { Policy, PolicyConditionKind } from '../../api/generated/index.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { LeaveDialog } from '../../components/feedback/leave-dialog.tsx';
import { useMistakeFocus } from '../../components/feedback/use-mistake-focus.ts';
import { Card, Columns } from '../../components/page/card.tsx';
import layout from '../../components/page/form-layout.module.css';
import { ButtonLink } from '../../components/page/links.tsx';
import { mistakesIn } from './find-mistakes.ts';
import { IdentityFields } from './identity-fields.tsx';
import type { PolicyDraft } from './policy-draft.ts';
import { RulesFields } from './rules-fields.tsx';
import { ScopeFields } from './scope-fields.tsx';
import { TryCard } from './try-card.tsx';
import { type PolicyDraftForm, usePolicyDraft } from './use-policy-draft.ts';

interface PolicyFormProps {
  readonly kinds: readonly PolicyConditionKind[];
  readonly initial: PolicyDraft;
  /** The policy that is changed; a new one where there is none. */
  readonly policyId?: string;
  readonly onSaved: (saved: Policy) => void;
}

/** Everything that a policy is: its rules with a trial of them, its name, what it comes to, and which images it is about. */
export function PolicyForm({ kinds, initial, policyId, onSaved }: PolicyFormProps) {
  const form = usePolicyDraft({ kinds, initial, policyId });
  const element = useMistakeFocus(form.refusal);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    form.submit(onSaved);
  };
  return (
    <form ref={element} onSubmit={submit} noValidate className={layout.form}>
      <LeaveDialog isChanged={form.isChanged} />
      <Columns>
        <div className={layout.stack}>
          <Card title="Policy">
            <IdentityFields form={form} isNew={policyId === undefined} />
          </Card>
          <RulesFields form={form} />
        </div>
        <div className={layout.stack}>
          <Card title="Which images it is about">
            <ScopeFields form={form} />
          </Card>
          <TryCard form={form} />
        </div>
      </Columns>
      <div className={layout.actions}>
        <Outcome form={form} />
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status">
            {form.isChanged ? 'Changed, not saved yet' : policyId === undefined ? 'Not saved yet' : 'All saved'}
          </Text>
          <Group gap="xs">
            <ButtonLink to="/policies" variant="subtle">
              Cancel
            </ButtonLink>
            <Button type="submit" loading={form.save.isPending}>
              {policyId === undefined ? 'Add policy' : 'Save'}
            </Button>
          </Group>
        </Group>
      </div>
    </form>
  );
}

/** What is wrong with single fields stands beside them: here is said that it does. */
function Outcome({ form: { save, mistakes } }: { readonly form: PolicyDraftForm }) {
  const isMarked = Object.keys(mistakes).length > 0;
  const isRefused = save.error !== null;
  return (
    <div aria-live="polite">
      {(isRefused || isMarked) && (
        <Alert color="red" variant="light" role="alert" title={isRefused ? 'Not saved' : 'Something is missing'}>
          {isRefused && Object.keys(mistakesIn(save.error)).length === 0
            ? `${describeError(save.error).message} ${describeError(save.error).hint ?? ''}`
            : 'Correct what is marked in the form.'}
        </Alert>
      )}
    </div>
  );
}
