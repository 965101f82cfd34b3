export { distroProperties, imageProperties } from './properties/image-properties.ts';
export { packageProperties } from './properties/package-properties.ts';
export type { Property } from './properties/property.ts';
