import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../components/feedback/dialog.tsx';
import type { KnownImage } from '../../components/scan/scan-again.ts';
import { ArchiveForm } from './archive-form.tsx';
import { ReferenceForm } from './reference-form.tsx';
import { ScanProgressPanel } from './scan-progress-panel.tsx';

const places = [
  { value: 'registry', label: 'From a registry' },
  { value: 'archive', label: 'Archive file' },
];

interface ScanNowDialogProps {
  /** The image that is scanned anew: at once where it can be had from a registry. */
  readonly again?: KnownImage | undefined;
  readonly onClose: () => void;
}

/** Asks for an image or an archive of one, scans it before all others, shows how far it is and opens the result. */
export function ScanNowDialog({ again: asked, onClose }: ScanNowDialogProps) {
  const [again, setAgain] = useState(asked);
  const isUpload = again !== undefined && again.reference === undefined;
  const [place, setPlace] = useState(isUpload ? 'archive' : 'registry');
  const [scanId, setScanId] = useState<string>();
  return (
    <Dialog onClose={onClose} title={again === undefined ? 'Scan an image' : 'Scan again'} size="lg">
      {scanId === undefined ? (
        <Stack gap="md">
          {isUpload && <UploadAgain fileName={again.fileName} />}
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label="Where the image is"
            data={places}
            value={place}
            onChange={setPlace}
          />
          {place === 'registry' ? (
            <ReferenceForm again={again} onStarted={setScanId} onLeave={onClose} />
          ) : (
            <ArchiveForm onStarted={setScanId} onLeave={onClose} />
          )}
        </Stack>
      ) : (
        <ScanProgressPanel
          scanId={scanId}
          before={again?.imageId}
          onAnother={() => {
            setAgain(undefined);
            setScanId(undefined);
          }}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

function UploadAgain({ fileName }: { readonly fileName: string | undefined }) {
  return (
    <Text size="sm">
      This image is in no registry that is watched: it came in{' '}
      {fileName === undefined ? 'a file' : <b style={{ overflowWrap: 'anywhere' }}>{fileName}</b>}, which was removed
      once it was scanned. Choose the file again, or one that is newer, to have it read anew.
    </Text>
  );
}
