export * from './build-image.ts';
export type { TarEntry } from './tar-writer.ts';
export * from './write-image.ts';
