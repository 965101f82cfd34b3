import Type from 'typebox';
import { ref } from './model.ts';
import { operation } from './operation.ts';
import { scan } from './scans.ts';

const archive = Type.Unsafe<unknown>({
  description: 'The archive: what `docker save` writes, or a tar of an OCI layout; plain, gzip or zstd.',
  content: {
    'application/octet-stream': {
      schema: { description: 'Its bytes.', contentMediaType: 'application/octet-stream' },
    },
  },
});

/** Archives that are uploaded. */
export const uploadOperations = {
  uploadArchive: operation('POST', '/uploads', {
    operationId: 'uploadArchive',
    summary:
      'Upload an archive of an image and scan it; it is removed once it is scanned. Whether it holds an image the scan says, not this answer.',
    tags: ['scans'],
    querystring: Type.Object({
      name: Type.String({ minLength: 1, maxLength: 255, description: 'File name, to speak of it.' }),
      tag: Type.Optional(
        Type.String({ minLength: 1, maxLength: 512, description: 'Which image of an archive that holds several.' }),
      ),
      platform: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 100,
          description: '`os/architecture[/variant]`; which image of an index.',
        }),
      ),
    }),
    body: archive,
    response: { 202: ref(scan) },
  }),
  deleteUpload: operation('DELETE', '/uploads', {
    operationId: 'deleteUpload',
    summary: 'Forget an archive that was uploaded, and its images where no registry and no other archive holds them.',
    tags: ['images'],
    querystring: Type.Object({
      name: Type.String({ minLength: 1, maxLength: 255, description: 'Its file name.' }),
    }),
    response: { 204: Type.Null({ description: 'Forgotten.' }) },
  }),
};
