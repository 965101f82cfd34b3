import { stat } from 'node:fs/promises';
import { openDirectory } from '../../files/open-directory.ts';
import { splitLocation } from '../../files/split-location.ts';
import { ImageError } from '../../image-error.ts';
import type { ImageSource } from '../../image-source.ts';
import { openOciLayout } from '../../layout/oci-layout.ts';

/** Images in a directory laid out as OCI says: `oci:DIR[:TAG]`. */
export const ociLayout: ImageSource = {
  name: 'oci-layout',
  scheme: 'oci',
  async open(location, context) {
    const { path, tag } = await splitLocation(location);
    if (!(await stat(path)).isDirectory()) {
      throw new ImageError('image/not-an-image', `${path} is no directory: for an archive, write oci-archive:${path}`);
    }
    return await openOciLayout(await openDirectory(path), { reference: `oci:${location}`, tag }, context);
  },
};
