export * from './build-image.ts';
export { type TarEntry, writeTar } from './tar-writer.ts';
export * from './write-image.ts';
