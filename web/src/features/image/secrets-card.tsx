import { Text } from '@mantine/core';
import type { ImageSecret } from '../../api/generated/index.ts';
import { Card } from '../../components/page/card.tsx';
import { SeverityBadge } from '../../components/severity/severity-badge.tsx';
import { SimpleTable } from '../../components/table/simple-table.tsx';

/** What looks like a credential in the image, masked; only its place is kept. */
export function SecretsCard({ secrets }: { readonly secrets: readonly ImageSecret[] }) {
  return (
    <Card title="Secrets">
      {secrets.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing in its environment, labels and instructions looks like a credential. Files are searched as well where
          the service is told to (PLIMSOLL_SECRETS_IN_FILES).
        </Text>
      ) : (
        <>
          <Text size="sm" mb={4}>
            Whoever can pull the image can read these: replace each of them where it is used, then take it out of the
            image.
          </Text>
          <SimpleTable
            heads={['What', { name: 'Severity', narrow: 'end' }, { name: 'Where', narrow: 'below' }, 'Masked']}
            rows={secrets.map((secret, index) => [
              `${index} ${secret.rule}`,
              secret.title,
              <SeverityBadge key="severity" severity={secret.severity} />,
              placeOf(secret),
              <span key="masked" className="mono">
                {secret.masked}
              </span>,
            ])}
          />
        </>
      )}
    </Card>
  );
}

function placeOf({ place, name, instruction, path, line, removed }: ImageSecret): string {
  if (place === 'env') return `environment variable ${name ?? ''}`;
  if (place === 'label') return `label ${name ?? ''}`;
  if (place === 'history') return `instruction ${instruction ?? ''}`;
  const where = `/${path ?? ''}${line === undefined ? '' : `, line ${line}`}`;
  return removed === true ? `${where}; deleted by a later layer, still in the image` : where;
}
