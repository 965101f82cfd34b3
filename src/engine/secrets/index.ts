/** Credentials in the configuration and files of an image: found, and masked. Read `find-secrets.ts` first. */

export { createSecretFinder, type FoundSecret, type SecretFinder } from './find-secrets.ts';
export { type MaskedConfig, maskConfig } from './mask-config.ts';
