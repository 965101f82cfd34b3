import { Alert } from '@mantine/core';
import { describeError } from '../../components/feedback/describe-error.ts';
import { mistakesOf } from './mistakes-of.ts';
import styles from './registry-form.module.css';
import { TestResult } from './test-result.tsx';
import type { RegistryDraftForm } from './use-registry-draft.ts';

interface OutcomeProps {
  readonly form: RegistryDraftForm;
}

/** What came of trying a registry. */
export function TestOutcome({ form: { test } }: OutcomeProps) {
  return (
    <div aria-live="polite" className={styles.outcome}>
      {test.data !== undefined && <TestResult result={test.data} />}
      {test.error !== null && <Refusal title="The test could not be made" error={test.error} />}
    </div>
  );
}

/** Why a registry could not be saved. */
export function SaveOutcome({ form: { save } }: OutcomeProps) {
  return (
    <div aria-live="polite" className={styles.outcome}>
      {save.error !== null && <Refusal title="Not saved" error={save.error} />}
    </div>
  );
}

/** What is wrong with single fields stands beside them: here is said that it does. */
function Refusal({ title, error }: { readonly title: string; readonly error: Error }) {
  const { message, hint } = describeError(error);
  const isMarked = Object.keys(mistakesOf(error)).length > 0;
  return (
    <Alert color="red" variant="light" role="alert" title={title}>
      {isMarked ? 'Correct what is marked in the form.' : `${message} ${hint ?? ''}`}
    </Alert>
  );
}
