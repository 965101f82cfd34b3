import { Badge, Group } from '@mantine/core';
import type { Distro } from '../../api/generated/index.ts';
import { useNow } from '../../components/time/use-now.ts';

/** The distro release and how long it is supported. */
export function DistroFact({ distro }: { readonly distro: Distro | undefined }) {
  const now = useNow();
  if (distro === undefined) return <>Not recognised</>;
  const hasEnded = distro.endOfLife !== undefined && new Date(distro.endOfLife) < now;
  return (
    <Group gap={6}>
      {distro.name}
      {distro.endOfLife !== undefined && (
        <Badge variant="outline" color={hasEnded ? 'red' : 'gray'}>
          support {hasEnded ? 'ended' : 'ends'} {distro.endOfLife}
        </Badge>
      )}
    </Group>
  );
}
