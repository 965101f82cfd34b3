import type { ImageSource } from '../image-source.ts';

/** Every place that images are read from; the one without a scheme takes what no other does. */
export const imageSources = [] as readonly ImageSource[];
