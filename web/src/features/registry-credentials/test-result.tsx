import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { RegistryTest } from '../../api/generated/index.ts';
import { sentence } from '../../components/feedback/describe-error.ts';

/** What came of trying a registry: the exact cause and what to do about it. */
export function TestResult({ result }: { readonly result: RegistryTest }) {
  const isGood = result.ok;
  return (
    <Alert
      ref={(element) => element?.scrollIntoView({ block: 'nearest' })}
      role="status"
      variant="light"
      color={isGood ? 'green' : 'red'}
      icon={isGood ? <IconCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
      title={isGood ? 'The registry can be used' : 'The registry cannot be used like this'}
    >
      <Text size="sm">{sentence(result.message)}</Text>
      {result.hint !== undefined && (
        <Text size="sm" mt={4}>
          {result.hint}
        </Text>
      )}
      {isGood && result.canList === false && (
        <Text size="sm" mt={4}>
          It does not list its repositories: name those to scan under "Repositories".
        </Text>
      )}
    </Alert>
  );
}
