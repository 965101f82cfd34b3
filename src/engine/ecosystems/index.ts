/** What is known of each distro and language: names, releases, end of life, order of versions. `ecosystem.ts` says what each folder holds. */

export { type AdvisoryKeys, advisoryKeys } from './advisory-keys.ts';
export type { Ecosystem, OsRelease } from './ecosystem.ts';
export { ecosystems, findEcosystem } from './ecosystems.ts';
export { type DistroRecognition, recogniseDistro } from './recognise-distro.ts';
