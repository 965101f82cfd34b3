import type { Readable, Writable } from 'node:stream';
import { type Command, Option } from 'commander';
import type { Registry, RegistryInput, RegistryTest } from '#api/models.ts';
import { isRecord } from '#core/json.ts';
import { findRegistryVendor } from '#engine/registry/index.ts';
import { printable } from '#engine/report/index.ts';
import { UsageError } from '../exit-codes.ts';
import { parseJson } from '../service/read-answer.ts';
import type { Service } from '../service/service.ts';
import { ServiceError } from '../service/service-error.ts';
import { readCa, readCredential, readSecretInput } from '../sign-in-options.ts';

/** How the settings of a registry arrive. */
export interface RegistryFormOptions {
  readonly name?: string;
  readonly type?: string;
  readonly username?: string;
  readonly passwordStdin?: boolean;
  readonly credentialStdin?: boolean;
  readonly plainHttp?: boolean;
  readonly skipTlsVerify?: boolean;
  readonly ca?: string;
  readonly repository: readonly string[];
  readonly platform: readonly string[];
  readonly allPlatforms?: boolean;
  readonly test: boolean;
}

/** Adds the options of {@link RegistryFormOptions} to a command. */
export function addRegistryFormOptions(command: Command): Command {
  return command
    .option('--name <name>', 'what to call it (default: its path)')
    .option('--type <type>', 'registry type: ecr, harbor, quay … (default: by its host; docs/reference/supported.md)')
    .option('--username <name>', 'sign in to the registry; needs --password-stdin')
    .option('--password-stdin', 'read the password from stdin')
    .option('--credential-stdin', "read the credential's fields from stdin, a JSON object as the type has them")
    .option('--plain-http', 'speak HTTP to the registry, not HTTPS')
    .option('--skip-tls-verify', "accept any certificate of the registry's")
    .option('--ca <file>', 'trust this certificate authority (PEM) for the registry')
    .addOption(
      new Option('--repository <name>', 'only this repository, below the host (may be given several times)')
        .argParser(collect)
        .default([], 'all'),
    )
    .addOption(
      new Option('--platform <os/arch>', 'images of this platform (may be given several times)')
        .argParser(collect)
        .default([], 'one, as pulling chooses it'),
    )
    .option('--all-platforms', 'images of all platforms that they are built for')
    .option('--no-test', 'add it without trying it first');
}

interface Surroundings {
  readonly service: Service;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
}

/** Has the service try a registry, and adds it; throws, and adds nothing, where the service cannot use it. */
export async function addRegistry(
  path: string,
  options: RegistryFormOptions,
  { service, stdin, stdout }: Surroundings,
): Promise<Registry> {
  const body = await readForm(path, options, stdin);
  if (options.test) {
    const { ok, message, hint } = await service.send<RegistryTest>('POST', '/registries/test', body);
    if (!ok) {
      // Hints are about the form on the screens: where the message names an option, it has said what to do.
      const advice = hint === undefined || message.includes('(--') ? [] : [hint];
      const words = [message, ...advice, 'It was not added; --no-test adds it all the same.'];
      throw new ServiceError('service/refused', words.join(' '));
    }
    stdout.write(`${printable(message)}\n`);
  }
  const added = await service.send<Registry>('POST', '/registries', body);
  stdout.write(`Added "${printable(added.name)}" (${printable(added.path)}, ${added.type}).\n`);
  return added;
}

async function readForm(
  path: string,
  options: RegistryFormOptions,
  stdin: Surroundings['stdin'],
): Promise<RegistryInput> {
  const credential = await readCredentialFields(options, stdin);
  const ca = await readCa(options.ca);
  return {
    name: options.name ?? path,
    path,
    type: options.type ?? findRegistryVendor(path.split('/')[0] ?? path)?.name ?? 'docker-v2',
    plainHttp: options.plainHttp ?? false,
    skipTlsVerify: options.skipTlsVerify ?? false,
    ...(ca !== undefined && { ca }),
    repositories: options.repository,
    platforms: options.platform,
    allPlatforms: options.allPlatforms ?? false,
    ...(credential !== undefined && { credential }),
  };
}

async function readCredentialFields(
  options: RegistryFormOptions,
  stdin: Surroundings['stdin'],
): Promise<Readonly<Record<string, string>> | undefined> {
  if (options.credentialStdin !== true) {
    const credential = await readCredential(options, stdin);
    return credential && { username: credential.username, password: credential.password.reveal() };
  }
  if (options.username !== undefined) throw new UsageError('give either --username or --credential-stdin');
  const fields = parseJson(await readSecretInput(stdin, '--credential-stdin'));
  if (!isRecord(fields) || Object.values(fields).some((value) => typeof value !== 'string')) {
    throw new UsageError(
      '--credential-stdin takes a JSON object of texts: {"accessKeyId": "…", "secretAccessKey": "…"}',
    );
  }
  return fields as Readonly<Record<string, string>>;
}

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}
