import { Text } from '@mantine/core';
import type { Dashboard } from '../../api/generated/index.ts';
import { plural } from '../../components/format/plural.ts';
import { Card } from '../../components/page/card.tsx';
import { TextLink } from '../../components/page/links.tsx';
import { OutcomeMark } from '../../components/policy/outcome-mark.tsx';
import { SimpleTable } from '../../components/table/simple-table.tsx';

/** The policies that most images violate. */
export function PoliciesCard({ policies }: { readonly policies: Dashboard['policies'] }) {
  return (
    <Card
      title="Most violated policies"
      note={
        <TextLink to="/policies" size="sm">
          All policies
        </TextLink>
      }
    >
      {policies.length === 0 ? (
        <Text size="sm" c="dimmed">
          No image violates a policy.
        </Text>
      ) : (
        <SimpleTable
          heads={['Policy', { name: 'Comes to', narrow: 'end' }, { name: 'Images', kind: 'number' }]}
          rows={policies.map(({ policyId, name, action, images }) => [
            policyId,
            <TextLink key="name" to="/policies" hash={`policy-${policyId}`} size="sm" fw={600}>
              {name}
            </TextLink>,
            <OutcomeMark key="action" outcome={action} />,
            <TextLink
              key="images"
              to="/images"
              search={{ policyId }}
              size="sm"
              aria-label={`${plural(images, 'image')} that violate ${name}`}
            >
              {images.toLocaleString('en')}
            </TextLink>,
          ])}
        />
      )}
    </Card>
  );
}
