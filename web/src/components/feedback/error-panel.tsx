import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { describeError } from './describe-error.ts';

interface ErrorPanelProps {
  readonly title: string;
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** Says what failed, why, and offers to try again. */
export function ErrorPanel({ title, error, onRetry }: ErrorPanelProps) {
  const { message, hint } = describeError(error);
  return (
    <Alert m="md" color="red" variant="light" role="alert" title={title} icon={<IconAlertTriangle aria-hidden />}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {message}
        </Text>
        {hint !== undefined && <Text size="sm">{hint}</Text>}
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
