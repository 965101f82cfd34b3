export type { DistroRelease, Ecosystem, OsRelease } from './ecosystem.ts';
export { type EcosystemName, ecosystems, findEcosystem } from './ecosystems.ts';
export { type DistroRecognition, recogniseDistro } from './recognise-distro.ts';
