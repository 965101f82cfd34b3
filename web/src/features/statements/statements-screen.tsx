import { Button, FileButton, Text } from '@mantine/core';
import { IconFileCheck, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import type { VexDocument } from '../../api/generated/index.ts';
import { useSession } from '../../api/session.ts';
import { usePutVexDocument, useVexDocuments } from '../../api/statements.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorPanel } from '../../components/feedback/error-panel.tsx';
import { notify } from '../../components/feedback/notify.ts';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { plural } from '../../components/format/plural.ts';
import { Card } from '../../components/page/card.tsx';
import { Page } from '../../components/page/page.tsx';
import { DocumentsTable } from './documents-table.tsx';
import { readDocument } from './read-document.ts';
import { RemoveDocumentDialog } from './remove-document-dialog.tsx';

/** Documents (VEX) that state which vulnerabilities do not affect images, although their packages match. */
export function StatementsScreen() {
  const { data, error, refetch } = useVexDocuments();
  const isAdministrator = useSession().data?.role === 'administrator';
  const [removed, setRemoved] = useState<VexDocument>();
  const upload = isAdministrator ? <UploadButton /> : undefined;
  return (
    <Page title="VEX documents" note="What does not affect your images, and who says so" actions={upload}>
      {error !== null && data === undefined && (
        <ErrorPanel title="The documents could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {error === null && data === undefined && <TableSkeleton label="Loading the documents" />}
      {data !== undefined && data.items.length === 0 && (
        <EmptyState icon={<IconFileCheck size={40} stroke={1.3} />} title="No VEX documents yet" action={upload}>
          A package may hold a flaw that cannot be reached in your image. Hand in a VEX document that says so (OpenVEX,
          CSAF or CycloneDX, from a supplier or your own): its findings stay visible with the reason, and are in no
          total.
        </EmptyState>
      )}
      {data !== undefined && data.items.length > 0 && (
        <Card title={plural(data.items.length, 'document')}>
          <Text size="sm" c="dimmed" maw="80ch" mb="xs">
            Findings of which a document says “not affected” or “fixed” are in no total. They stay listed with the
            reason where “suppressed” is switched on. Of several statements the latest holds.
          </Text>
          <DocumentsTable documents={data.items} onRemove={isAdministrator ? setRemoved : undefined} />
        </Card>
      )}
      {removed !== undefined && <RemoveDocumentDialog document={removed} onClose={() => setRemoved(undefined)} />}
    </Page>
  );
}

function UploadButton() {
  const put = usePutVexDocument();
  const upload = async (file: File) => {
    const saved = await put.mutateAsync(await readDocument(file));
    notify({
      color: saved.suppressed === 0 ? 'yellow' : 'tide',
      title: `${saved.name} is handed in`,
      message:
        saved.suppressed === 0
          ? `None of its ${plural(saved.statements, 'statement')} takes a finding out of the totals: compare its products with references, digests and package URLs here.`
          : `${plural(saved.suppressed, 'finding')} of distinct packages no longer count.`,
    });
  };
  const uploadAll = async (files: readonly File[]) => {
    for (const file of files) {
      try {
        await upload(file);
      } catch (error) {
        const { message } = describeError(error);
        notify({ color: 'red', title: `${file.name} was not taken`, message, autoClose: false });
      }
    }
  };
  return (
    <FileButton multiple accept="application/json,.json" onChange={(files) => void uploadAll(files)}>
      {(props) => (
        <Button {...props} size="xs" leftSection={<IconUpload size={15} aria-hidden />} loading={put.isPending}>
          Hand in a document
        </Button>
      )}
    </FileButton>
  );
}
