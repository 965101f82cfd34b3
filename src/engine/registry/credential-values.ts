import { isRecord } from '#core/json.ts';
import { Secret } from '#core/secret.ts';
import type { CredentialValues, RegistryVendor } from './registry-vendor.ts';

const maxValueLength = 64 * 1024;

/**
 * Reads a filled-in credential form from JSON: an object of strings, one a field; empty ones count as not filled in. All
 * that is wrong is listed in `problems`, by field name and without any value.
 */
export function readCredentialValues(
  vendor: Pick<RegistryVendor, 'credentials' | 'displayName'>,
  input: unknown,
): { readonly values: CredentialValues; readonly problems: readonly string[] } {
  if (!isRecord(input)) return { values: {}, problems: ['credential: must be an object'] };
  const known = new Set(vendor.credentials.map(({ name }) => name));
  const problems = Object.keys(input)
    .filter((name) => !known.has(name))
    .map((name) => `credential.${name.slice(0, 100)}: ${vendor.displayName} has no such field`);
  const values: Record<string, Secret> = {};
  for (const field of vendor.credentials) {
    const value = Object.hasOwn(input, field.name) ? input[field.name] : undefined;
    const problem = problemOf(value, field.optional === true);
    if (problem !== undefined) problems.push(`credential.${field.name}: ${problem}`);
    else if (typeof value === 'string' && value !== '') values[field.name] = new Secret(value);
  }
  return { values, problems };
}

function problemOf(value: unknown, isOptional: boolean): string | undefined {
  if (value === undefined || value === '') return isOptional ? undefined : 'is missing';
  if (typeof value !== 'string') return 'must be a string';
  return value.length > maxValueLength ? 'is longer than 64 KiB' : undefined;
}
