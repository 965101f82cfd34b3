import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ImageOverview } from '../../api/generated/index.ts';
import { useScanAgain } from '../../components/scan/scan-again.ts';
import { knownImage } from './known-image.ts';

/** Has the image read anew by the name that it has in a registry; one that was uploaded has to be chosen again. */
export function ScanAgainButton({ image }: { readonly image: ImageOverview }) {
  const scanAgain = useScanAgain();
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconRefresh size={14} aria-hidden />}
      onClick={() => scanAgain(knownImage(image))}
    >
      Scan again
    </Button>
  );
}
