import { openArchive } from '../../files/open-archive.ts';
import { splitLocation } from '../../files/split-location.ts';
import type { ImageSource } from '../../image-source.ts';
import { openOciLayout } from '../../layout/oci-layout.ts';

/** Images in a tar of an OCI image layout, plain, gzip or zstd: `oci-archive:FILE[:TAG]`. */
export const ociArchive: ImageSource = {
  name: 'oci-archive',
  scheme: 'oci-archive',
  async open(location, context) {
    const { path, tag } = await splitLocation(location);
    const files = await openArchive(path, context);
    try {
      return await openOciLayout(files, { reference: `oci-archive:${location}`, tag }, context);
    } catch (error) {
      await files.close();
      throw error;
    }
  },
};
