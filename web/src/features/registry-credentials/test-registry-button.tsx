import { Button } from '@mantine/core';
import type { Registry } from '../../api/generated/index.ts';
import { useTestRegistry } from '../../api/registries.ts';
import { describeError, sentence } from '../../components/feedback/describe-error.ts';
import { notify } from '../../components/feedback/notify.ts';

/** Tries a saved registry and says what came of it. */
export function TestRegistryButton({ registry }: { readonly registry: Registry }) {
  const test = useTestRegistry();
  const run = () =>
    test.mutate(registry.id, {
      onSuccess: ({ ok, message, hint }) =>
        notify({
          color: ok ? 'green' : 'red',
          title: ok ? `${registry.name} can be used` : `${registry.name} cannot be used`,
          message: [sentence(message), hint].filter((part) => part !== undefined).join(' '),
          autoClose: ok ? 5000 : false,
        }),
      onError: (error) =>
        notify({
          color: 'red',
          title: 'The test could not be made',
          message: describeError(error).message,
        }),
    });
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={test.isPending}
      aria-label={`Test ${registry.name}`}
      onClick={run}
    >
      Test
    </Button>
  );
}
