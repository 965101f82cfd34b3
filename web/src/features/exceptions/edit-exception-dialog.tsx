import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useUpdateException } from '../../api/exceptions.ts';
import type { Exception } from '../../api/generated/index.ts';
import { scopeWords } from '../../components/exceptions/exception-words.ts';
import { draftOf, termsOf } from '../../components/exceptions/terms-draft.ts';
import { TermsFields } from '../../components/exceptions/terms-fields.tsx';
import { describeError } from '../../components/feedback/describe-error.ts';
import { Dialog } from '../../components/feedback/dialog.tsx';

interface EditExceptionDialogProps {
  readonly exception: Exception;
  readonly onClose: () => void;
}

/** Changes why a risk is accepted, and until when; an exception that has expired holds again with a later day. */
export function EditExceptionDialog({ exception, onClose }: EditExceptionDialogProps) {
  const update = useUpdateException();
  const [draft, setDraft] = useState(() => draftOf(exception));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const terms = termsOf(draft, new Date());
    if (terms !== undefined) update.mutate({ exceptionId: exception.id, ...terms }, { onSuccess: onClose });
  };
  return (
    <Dialog onClose={onClose} title={`Exception for ${exception.vulnerability}`} size="lg">
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {scopeWords(exception.scope)}. What is accepted where cannot be changed: accept that anew, and withdraw this
            one.
          </Text>
          <TermsFields draft={draft} onChange={(change) => setDraft((before) => ({ ...before, ...change }))} />
          {update.error !== null && (
            <Alert color="red" variant="light" role="alert" title="It was not saved">
              {describeError(update.error).message}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={update.isPending} disabled={draft.comment.trim() === ''}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
