import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconScan } from '@tabler/icons-react';
import { useScanRegistry } from '../../api/registries.ts';
import { describeError } from '../../components/feedback/describe-error.ts';

interface ScanRegistryButtonProps {
  readonly registryId: string;
  readonly registryName: string;
  readonly isUnderWay: boolean;
  readonly isCompact?: boolean;
}

/** Starts a scan of everything in a registry. */
export function ScanRegistryButton({ registryId, registryName, isUnderWay, isCompact }: ScanRegistryButtonProps) {
  const scan = useScanRegistry();
  const start = () =>
    scan.mutate(registryId, {
      onSuccess: () =>
        notifications.show({
          color: 'tide',
          title: `Scanning ${registryName}`,
          message: 'The queue shows how far it is.',
        }),
      onError: (error) =>
        notifications.show({
          color: 'red',
          title: `${registryName} is not scanned`,
          message: describeError(error).message,
        }),
    });
  const words = isUnderWay ? 'Being scanned' : isCompact === true ? 'Scan now' : 'Scan registry now';
  return (
    <Button
      size={isCompact === true ? 'compact-xs' : 'xs'}
      variant={isCompact === true ? 'default' : 'light'}
      leftSection={<IconScan size={14} aria-hidden />}
      loading={scan.isPending}
      disabled={isUnderWay}
      aria-label={`${words}: ${registryName}`}
      onClick={start}
    >
      {words}
    </Button>
  );
}
