import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { TextLink } from '../../components/page/links.tsx';
import { remedyFor } from './remedy.ts';

interface ScanFailureProps {
  readonly problem: { readonly message: string; readonly code?: string; readonly hint?: string | undefined };
  readonly reference: string;
  readonly onLeave: () => void;
}

/** Why an image could not be scanned, and the way to what has to be changed. */
export function ScanFailure({ problem, reference, onLeave }: ScanFailureProps) {
  const remedy = remedyFor(problem.code, reference);
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle aria-hidden />} title="Not scanned">
      <Text size="sm">{problem.message}</Text>
      {problem.hint !== undefined && (
        <Text size="sm" mt={4}>
          {problem.hint}
        </Text>
      )}
      {remedy !== undefined && (
        <TextLink
          to="/registry-credentials"
          search={remedy.search}
          size="sm"
          fw={600}
          mt={6}
          display="block"
          onClick={onLeave}
        >
          {remedy.label}
        </TextLink>
      )}
    </Alert>
  );
}
