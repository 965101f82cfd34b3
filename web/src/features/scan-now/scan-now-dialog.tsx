import { SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../components/feedback/dialog.tsx';
import { ArchiveForm } from './archive-form.tsx';
import { ReferenceForm } from './reference-form.tsx';
import { ScanProgressPanel } from './scan-progress-panel.tsx';

const places = [
  { value: 'registry', label: 'From a registry' },
  { value: 'archive', label: 'Archive file' },
];

/** Asks for an image or an archive of one, scans it before all others, shows how far it is and opens the result. */
export function ScanNowDialog({ onClose }: { readonly onClose: () => void }) {
  const [place, setPlace] = useState('registry');
  const [scanId, setScanId] = useState<string>();
  return (
    <Dialog onClose={onClose} title="Scan an image" size="lg">
      {scanId === undefined ? (
        <Stack gap="md">
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label="Where the image is"
            data={places}
            value={place}
            onChange={setPlace}
          />
          {place === 'registry' ? (
            <ReferenceForm onStarted={setScanId} onLeave={onClose} />
          ) : (
            <ArchiveForm onStarted={setScanId} onLeave={onClose} />
          )}
        </Stack>
      ) : (
        <ScanProgressPanel scanId={scanId} onAgain={() => setScanId(undefined)} onClose={onClose} />
      )}
    </Dialog>
  );
}
