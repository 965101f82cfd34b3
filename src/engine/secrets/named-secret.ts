import { entropyOf, isPlaceholder } from './find-secrets.ts';
import type { SecretRule } from './secret-rule.ts';

/** The rule for values that nothing but their name gives away: `DB_PASSWORD=…`. */
export const namedSecretRule = {
  name: 'named-secret',
  title: 'Value that its name calls a secret',
  severity: 'high',
  literals: [],
} as const satisfies Pick<SecretRule, 'name' | 'title' | 'severity' | 'literals'>;

const secretWords =
  /(?:^|[_.-])(?:pass|passwd|password|passphrase|pwd|secret|token|credentials?|api_?key|access_?key|private_?key|secret_?key|auth_?key|encryption_?key|signing_?key)$/i;
/** Names whose value says where the secret is, or something about it. */
const aboutSecrets =
  /(?:_|-|\.)(?:file|path|dir|url|uri|name|id|type|length|size|ttl|expiry|expires|policy|header|enabled|required|version)$/i;
const camelWords = /(?:Password|Passphrase|Secret|Token|ApiKey|AccessKey|PrivateKey|Credentials?)$/;
const maxNameLength = 256;

/** Tells whether a value is a secret because of its name: the name ends in such a word, and the value is neither empty nor a reference. */
export function isNamedSecret(name: string, value: string): boolean {
  if (name.length > maxNameLength || aboutSecrets.test(name)) return false;
  if (!secretWords.test(name) && !camelWords.test(name)) return false;
  return value.length >= 4 && !isReference(value) && !isPlaceholder(value) && entropyOf(value) >= 1.5;
}

/** A path, a variable, a switch or a number is not the secret itself. */
function isReference(value: string): boolean {
  return /^(?:\/|\.\/|~\/|\$|file:|(?:true|false|none|null|yes|no)$|[0-9]{1,5}$)/i.test(value);
}
