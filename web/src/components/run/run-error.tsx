import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Run } from '../../api/generated/index.ts';
import { describeError } from '../feedback/describe-error.ts';
import { TextLink } from '../page/links.tsx';

/** Why a registry could not be listed, and the way to its settings. */
export function RunError({ run }: { readonly run: Run }) {
  if (run.error === undefined) return null;
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title="The registry could not be listed"
    >
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {describeError(new Error(run.error)).message}
      </Text>
      <TextLink
        to="/registry-credentials/$registryId"
        params={{ registryId: run.registryId }}
        size="sm"
        fw={600}
        c="inherit"
        underline="always"
        mt={4}
        display="block"
      >
        Check the registry and its credential
      </TextLink>
    </Alert>
  );
}
