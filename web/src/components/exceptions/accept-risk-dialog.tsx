import { Alert, Button, Group, Stack } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useCreateException } from '../../api/exceptions.ts';
import { describeError } from '../feedback/describe-error.ts';
import { Dialog } from '../feedback/dialog.tsx';
import { notify } from '../feedback/notify.ts';
import { plural } from '../format/plural.ts';
import { distinctPackages, type RiskPackage, type ScopeDraft, scopeOf } from './scope-draft.ts';
import { ScopeFields } from './scope-fields.tsx';
import { newTerms, termsOf } from './terms-draft.ts';
import { TermsFields } from './terms-fields.tsx';

/** What is looked at where a risk is to be accepted. */
export interface Risk {
  readonly vulnerability: string;
  readonly packages: readonly RiskPackage[];
  readonly imageId?: string | undefined;
  /** A repository of the image. */
  readonly repository?: string | undefined;
}

/** Asks of what, why and until when a risk is accepted, and accepts it. */
export function AcceptRiskDialog({ risk, onClose }: { readonly risk: Risk; readonly onClose: () => void }) {
  const { vulnerability, imageId, repository = '' } = risk;
  const create = useCreateException();
  const [terms, setTerms] = useState(newTerms);
  const [scope, setScope] = useState<ScopeDraft>({
    kind: imageId === undefined ? 'everywhere' : 'image',
    repository,
    package: '',
  });
  const packages = distinctPackages(risk.packages);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const [about, said] = [scopeOf(scope, { imageId, packages }), termsOf(terms, new Date())];
    if (about === undefined || said === undefined) return;
    create.mutate(
      { vulnerability, ...about, ...said },
      {
        onSuccess: ({ suppressed, isPending }) => {
          notify({
            color: suppressed === 0 && !isPending ? 'yellow' : 'tide',
            title: 'The risk is accepted',
            message: isPending
              ? 'It is in many images, and is applied to one after the other: their findings and totals follow.'
              : `${plural(suppressed, 'finding')} of distinct packages no longer count.`,
          });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog onClose={onClose} title={`Accept the risk of ${vulnerability}`} size="lg">
      <form onSubmit={submit}>
        <Stack gap="md">
          <ScopeFields
            vulnerability={vulnerability}
            packages={packages}
            hasImage={imageId !== undefined}
            draft={scope}
            onChange={(change) => setScope((before) => ({ ...before, ...change }))}
          />
          <TermsFields draft={terms} onChange={(change) => setTerms((before) => ({ ...before, ...change }))} />
          {create.error !== null && (
            <Alert color="red" variant="light" role="alert" title="It was not accepted">
              {describeError(create.error).message}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending} disabled={terms.comment.trim() === ''}>
              Accept the risk
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
