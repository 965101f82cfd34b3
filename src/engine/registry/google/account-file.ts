import { RegistryError } from '../registry-error.ts';

/** JSON; undefined where it is none. */
export function parseAccount(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Says what is wrong with the file that signs in to Google. */
export function invalidAccount(what: string): RegistryError {
  return new RegistryError('registry/invalid-settings', `the file of GOOGLE_APPLICATION_CREDENTIALS ${what}`);
}
