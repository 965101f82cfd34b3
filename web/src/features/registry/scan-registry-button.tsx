import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconScan } from '@tabler/icons-react';
import { useScanRegistry } from '../../api/registries.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { notify } from '../../components/feedback/notify.ts';

interface ScanRegistryButtonProps {
  readonly registryId: string;
  readonly registryName: string;
  readonly isUnderWay: boolean;
  /** Small beside a name, in words or as a mark only; or what there is to do before all else. */
  readonly size?: 'words' | 'mark' | 'main';
}

/** Starts a scan of everything in a registry. */
export function ScanRegistryButton({ registryId, registryName, isUnderWay, size }: ScanRegistryButtonProps) {
  const scan = useScanRegistry();
  const start = () =>
    scan.mutate(registryId, {
      onSuccess: () =>
        notify({
          color: 'tide',
          title: `Scanning ${registryName}`,
          message: 'The queue shows how far it is.',
        }),
      onError: (error) =>
        notify({
          color: 'red',
          title: `${registryName} is not scanned`,
          message: describeError(error).message,
        }),
    });
  const words = isUnderWay ? 'Being scanned' : size === undefined || size === 'main' ? 'Scan registry now' : 'Scan now';
  const label = `${words}: ${registryName}`;
  if (size === 'mark') {
    return (
      <Tooltip label={words}>
        <ActionIcon
          size="sm"
          variant="default"
          loading={scan.isPending}
          disabled={isUnderWay}
          aria-label={label}
          onClick={start}
        >
          <IconScan size={14} aria-hidden />
        </ActionIcon>
      </Tooltip>
    );
  }
  return (
    <Button
      size={size === 'words' ? 'compact-xs' : 'xs'}
      variant={size === 'words' ? 'default' : size === 'main' ? 'filled' : 'light'}
      leftSection={<IconScan size={14} aria-hidden />}
      loading={scan.isPending}
      disabled={isUnderWay}
      aria-label={label}
      onClick={start}
    >
      {words}
    </Button>
  );
}
