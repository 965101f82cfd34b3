import { initial } from './001-initial.ts';
import { packageOrigin } from './002-package-origin.ts';
import { imageSecrets } from './003-image-secrets.ts';
import { baseImage } from './005-base-image.ts';

/** All migrations in order; forward only, and never edited once released. */
export const migrations = [initial, packageOrigin, imageSecrets, baseImage] as const;
