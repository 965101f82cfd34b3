import { Button, FileInput, Group, Progress, Stack, Text, TextInput } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';
import { type DragEvent, type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useUploadArchive } from '../../api/scans.ts';
import { formatBytes } from '../../components/format/format-bytes.ts';
import styles from './archive-form.module.css';
import { ScanFailure } from './scan-failure.tsx';

interface ArchiveFormProps {
  readonly onStarted: (scanId: string) => void;
  readonly onLeave: () => void;
}

/** Asks for an archive of an image, by choosing or dropping it, and sends it to be scanned. */
export function ArchiveForm({ onStarted, onLeave }: ArchiveFormProps) {
  const [file, setFile] = useState<File | null>(null);
  const [tag, setTag] = useState('');
  const [isOver, setIsOver] = useState(false);
  const upload = useUploadArchive();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const choose = (chosen: File | null) => {
    setFile(chosen);
    upload.reset();
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped !== undefined && !upload.isPending) choose(dropped);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (file === null) return;
    stop.current = new AbortController();
    const wanted = { file, tag: tag.trim() || undefined, signal: stop.current.signal };
    upload.mutate(wanted, { onSuccess: ({ id }) => onStarted(id) });
  };
  return (
    <form
      onSubmit={submit}
      className={isOver ? styles.over : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <Stack gap="md">
        <FileInput
          required
          clearable
          label="Archive"
          description="What docker save or podman save writes, or a tar of an OCI layout; plain, gzip or zstd. It can be dropped here."
          placeholder="Choose a file"
          leftSection={<IconFileZip size={16} aria-hidden />}
          accept=".tar,.tgz,.gz,.zst,.tzst,application/x-tar,application/gzip,application/zstd"
          value={file}
          disabled={upload.isPending}
          onChange={choose}
        />
        <TextInput
          label="Image in it"
          description="Only where the archive holds several."
          placeholder="team/app:1.2"
          value={tag}
          maxLength={512}
          spellCheck={false}
          autoComplete="off"
          disabled={upload.isPending}
          onChange={(event) => setTag(event.currentTarget.value)}
        />
        {upload.isPending && file !== null && <Sent sent={upload.sent} size={file.size} />}
        {upload.error !== null && <ScanFailure problem={upload.error} reference="" onLeave={onLeave} />}
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            The file is removed once it is scanned.
          </Text>
          <Button type="submit" loading={upload.isPending} disabled={file === null}>
            Upload and scan
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Sent({ sent, size }: { readonly sent: number; readonly size: number }) {
  return (
    <div>
      <Progress
        value={size === 0 ? 100 : (100 * Math.min(sent, size)) / size}
        size="sm"
        aria-label="Progress of the upload"
      />
      <Text size="sm" c="dimmed" mt={4} role="status">
        {formatBytes(Math.min(sent, size))} of {formatBytes(size)} sent
      </Text>
    </div>
  );
}
