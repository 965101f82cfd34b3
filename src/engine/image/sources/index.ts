import type { ImageSource } from '../image-source.ts';
import { dockerArchive } from './docker-archive/docker-archive.ts';
import { ociArchive } from './oci-archive/oci-archive.ts';
import { ociLayout } from './oci-layout/oci-layout.ts';
import { registry } from './registry/registry.ts';

/** Every place that images are read from; the one without a scheme takes what no other does. */
export const imageSources = [registry, ociLayout, ociArchive, dockerArchive] as const satisfies readonly ImageSource[];
