import { Button, Group, Stack, TagsInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '../../api/session.ts';
import { useSetSeverityOrder, useSeverityOrder } from '../../api/settings.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { ErrorPanel } from '../../components/feedback/error-panel.tsx';
import { notify } from '../../components/feedback/notify.ts';
import { Card } from '../../components/page/card.tsx';

const raters = ['vendor', 'nvd', 'ghsa', 'red hat', 'debian', 'ubuntu', 'alpine'];

/** Whose word decides how bad a vulnerability is, where several have rated it. */
export function SeverityOrderCard() {
  const { data, error, refetch } = useSeverityOrder();
  const isAdministrator = useSession().data?.role === 'administrator';
  return (
    <Card title="Whose ratings decide">
      <Stack gap="xs">
        <Text size="sm" c="dimmed" maw="70ch">
          Several may rate the same vulnerability. As a rule the word of who makes the package decides, and where there
          is none the highest version of CVSS. Name here who is heard before that, the first of all first.
        </Text>
        {error !== null && data === undefined && (
          <ErrorPanel title="The order could not be loaded" error={error} onRetry={() => void refetch()} />
        )}
        {data !== undefined && <OrderForm key={data.order.join()} order={data.order} isReadOnly={!isAdministrator} />}
      </Stack>
    </Card>
  );
}

function OrderForm({ order, isReadOnly }: { readonly order: readonly string[]; readonly isReadOnly: boolean }) {
  const [draft, setDraft] = useState<readonly string[]>(order);
  const save = useSetSeverityOrder();
  const isChanged = draft.join() !== order.join();
  const submit = () =>
    save.mutate([...draft], {
      onSuccess: () => notify({ title: 'Saved', message: 'All findings have been rated anew.' }),
      onError: (error) =>
        notify({ color: 'red', title: 'The order was not saved', message: describeError(error).message }),
    });
  return (
    <Group align="flex-end" gap="xs">
      <TagsInput
        size="xs"
        w="min(28rem, 100%)"
        label="Heard first, in this order"
        description={draft.length === 0 ? 'Nobody: the usual order holds' : 'The first of them who has rated decides'}
        placeholder={draft.length === 0 ? 'vendor, nvd, ghsa …' : ''}
        data={raters}
        maxTags={20}
        readOnly={isReadOnly}
        value={[...draft]}
        onChange={setDraft}
      />
      {!isReadOnly && (
        <Button size="xs" disabled={!isChanged} loading={save.isPending} onClick={submit}>
          Save and rate anew
        </Button>
      )}
    </Group>
  );
}
