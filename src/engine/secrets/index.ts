export { createSecretFinder, type FoundSecret, type SecretFinder } from './find-secrets.ts';
export { type MaskedConfig, maskConfig } from './mask-config.ts';
