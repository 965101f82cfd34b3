import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { sentence } from '../../components/feedback/describe-error.ts';
import { TextLink } from '../../components/page/links.tsx';
import { type Remedy, remedyFor } from './remedy.ts';

interface ScanFailureProps {
  readonly problem: { readonly message: string; readonly code?: string; readonly hint?: string | undefined };
  readonly reference: string;
  /** The registry that the image was looked for in, where there is one. */
  readonly registryId?: string | undefined;
  readonly onLeave: () => void;
}

/** Why an image could not be scanned, and the way to what has to be changed. */
export function ScanFailure({ problem, reference, registryId, onLeave }: ScanFailureProps) {
  const remedy = remedyFor(problem.code, reference, registryId);
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle aria-hidden />} title="Not scanned">
      <Text size="sm">{sentence(problem.message)}</Text>
      {problem.hint !== undefined && (
        <Text size="sm" mt={4}>
          {problem.hint}
        </Text>
      )}
      {remedy !== undefined && <RemedyLink remedy={remedy} onLeave={onLeave} />}
    </Alert>
  );
}

function RemedyLink({ remedy, onLeave }: { readonly remedy: Remedy; readonly onLeave: () => void }) {
  const { label, registryId, search } = remedy;
  const style = { size: 'sm', fw: 600, mt: 6, display: 'block', onClick: onLeave } as const;
  if (registryId === undefined) {
    return (
      <TextLink to="/registry-credentials" search={search} {...style}>
        {label}
      </TextLink>
    );
  }
  return (
    <TextLink to="/registry-credentials/$registryId" params={{ registryId }} {...style}>
      {label}
    </TextLink>
  );
}
