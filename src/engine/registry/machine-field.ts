import { RegistryError } from './registry-error.ts';
import type { CredentialField, CredentialValues, SignInContext } from './registry-vendor.ts';
import type { Workload } from './workload.ts';

/** The field by which the administrator has a registry signed in to with the identity that a cloud gave to this machine. */
export function machineField(help: string): CredentialField {
  return { name: 'machineRole', label: 'Sign in as this machine', toggle: true, optional: true, help };
}

/** What is wrong with that field; undefined where it is `yes` or left out. */
export function checkMachine({ machineRole }: CredentialValues): string | undefined {
  return machineRole === undefined || machineRole.reveal() === 'yes'
    ? undefined
    : 'signing in as this machine is yes or empty';
}

/** Does what asks for this machine's identity; what fails beneath becomes an error that says that there is none of `cloud`, and why. */
export async function asMachine<T>(
  { host, workload, signal }: Pick<SignInContext, 'host' | 'workload' | 'signal'>,
  { cloud, remedy }: { readonly cloud: string; readonly remedy: string },
  ask: (workload: Workload) => Promise<T>,
): Promise<T> {
  if (workload === undefined) {
    const message = `${host}: signing in as this machine is not possible here: ${remedy}`;
    throw new RegistryError('registry/invalid-settings', message);
  }
  try {
    return await ask(workload);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RegistryError) throw error;
    const why = error instanceof Error ? ` (${error.message.slice(0, 300)})` : '';
    const message = `${host}: this machine has no ${cloud} to sign in with${why}: ${remedy}`;
    throw new RegistryError('registry/unauthorized', message, { cause: error });
  }
}
