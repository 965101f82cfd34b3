import { Secret } from '#core/secret.ts';

/** A form as filled in, by field name; what is undefined is left out. */
export function asSecrets(values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, Secret>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, new Secret(value)]])),
  );
}
