import { Switch } from '@mantine/core';
import type { Policy } from '../../api/generated/index.ts';
import { useSavePolicy } from '../../api/policies.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { notify } from '../../components/feedback/notify.ts';

/** Turns a policy on and off where it is listed. */
export function EnabledSwitch({ policy }: { readonly policy: Policy }) {
  const save = useSavePolicy();
  const { id, name, description, action, enabled, scope, rules } = policy;
  const turn = (isOn: boolean) =>
    save.mutate(
      {
        id,
        input: {
          name,
          ...(description !== undefined && { description }),
          action,
          enabled: isOn,
          scope,
          rules: rules.map((rule) => ({ id: rule.id, conditions: rule.conditions })),
        },
      },
      {
        onError: (error) =>
          notify({ color: 'red', title: `${name} was not changed`, message: describeError(error).message }),
      },
    );
  return (
    <Switch
      size="xs"
      mr={4}
      label="Enabled"
      aria-label={`${name} is enabled`}
      disabled={save.isPending}
      checked={save.isPending ? !enabled : enabled}
      onChange={(event) => turn(event.currentTarget.checked)}
    />
  );
}
