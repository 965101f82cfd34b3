import { Alert } from '@mantine/core';
import { describeError } from '../../components/feedback/describe-error.ts';
import styles from './registry-form.module.css';
import { TestResult } from './test-result.tsx';
import type { RegistryDraftForm } from './use-registry-draft.ts';

/** What came of trying or saving a registry. */
export function FormOutcome({ form: { test, save } }: { readonly form: RegistryDraftForm }) {
  return (
    <div aria-live="polite" className={styles.outcome}>
      {test.data !== undefined && <TestResult result={test.data} />}
      {[test.error, save.error].map(
        (error) =>
          error !== null && (
            <Alert key={error.message} color="red" variant="light" role="alert" title="That did not work">
              {describeError(error).message} {describeError(error).hint}
            </Alert>
          ),
      )}
    </div>
  );
}
