import { Button } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useRegistries } from '../../api/registries.ts';
import { uploadsId, useDeleteUpload } from '../../api/uploads.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { notify } from '../../components/feedback/notify.ts';
import { uploadedFile } from '../../components/format/uploaded-file.ts';
import { TextLink } from '../../components/page/links.tsx';
import { ImagesTable } from './images-table.tsx';

const route = getRouteApi('/signed-in/registry/$registryId/repository/$');

/** The images of one repository, or of one archive. */
export function RepositoryScreen() {
  const { registryId, _splat: repository = '' } = route.useParams();
  const search = route.useSearch();
  const { items = [], uploads } = useRegistries().data ?? {};
  const place = registryId === uploadsId ? uploads : items.find(({ id }) => id === registryId);
  const fileName = uploadedFile(repository);
  return (
    <ImagesTable
      page={{
        title: fileName ?? repository,
        crumbs: [
          <TextLink key="all" to="/registry" size="sm">
            Registries
          </TextLink>,
          <TextLink key="registry" to="/registry/$registryId" params={{ registryId }} size="sm">
            {place?.name ?? 'Registry'}
          </TextLink>,
        ],
      }}
      actions={fileName !== undefined && <RemoveArchive fileName={fileName} />}
      search={search}
      within={{ registryId, repository }}
    />
  );
}

/** Asks before an archive is removed with what is known of its images. */
function RemoveArchive({ fileName }: { readonly fileName: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const remove = useDeleteUpload();
  const navigate = useNavigate();
  const close = () => {
    setIsOpen(false);
    remove.reset();
  };
  const confirm = () =>
    remove.mutate(fileName, {
      onSuccess: () => {
        notify({ color: 'tide', title: `${fileName} is removed`, message: 'Upload it again to have it back.' });
        void navigate({ to: '/registry/$registryId', params: { registryId: uploadsId } });
      },
    });
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setIsOpen(true)}>
        Remove
      </Button>
      {isOpen && (
        <ConfirmDialog
          title={`Remove ${fileName}?`}
          verb="Remove"
          failure="It was not removed"
          action={remove}
          onConfirm={confirm}
          onClose={close}
        >
          Removed are the archive and the results of its images, except of those that a registry or another archive
          holds too. The file was not kept: to have it back, it has to be uploaded again.
        </ConfirmDialog>
      )}
    </>
  );
}
