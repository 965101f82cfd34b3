import type { Command } from 'commander';
import { defaultLimits } from '#core/limits.ts';
import { type Platform, parsePlatform } from '#core/platform.ts';
import type { ScanReport } from '#core/scan-report.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { catalogersWith, createDirectoryLayerCache } from '#engine/catalog/index.ts';
import { scanImage } from '#engine/scan-image.ts';
import { scanSbom } from '#engine/scan-sbom.ts';
import { checkReference } from './check-reference.ts';
import type { CommandContext } from './command-context.ts';
import { connectRegistries } from './connect-registries.ts';
import { dataPaths } from './data-paths.ts';
import { UsageError } from './exit-codes.ts';
import { addQuietOption, type QuietOptions } from './progress/show-line.ts';
import { showProgress } from './progress/show-progress.ts';
import { readClassifiers } from './read-classifiers.ts';
import { readPolicies } from './read-policies.ts';
import { readVex } from './read-vex.ts';
import { readCa, readCredential, type SignInOptions } from './sign-in-options.ts';

/** Options of every command that reads an image. */
export interface ReadingOptions extends SignInOptions, QuietOptions {
  readonly platform?: string;
  readonly data?: string;
  readonly cache: boolean;
  readonly secrets?: boolean;
  readonly base?: string;
  readonly vex?: readonly string[];
  readonly policy?: readonly string[];
  readonly severityFrom?: string;
  readonly binaryClassifiers?: string;
}

/** What a reference may be, for help texts. */
export const referenceForms =
  'registry reference, oci:DIR[:TAG], oci-archive:FILE[:TAG], docker-archive:FILE[:TAG] or sbom:FILE';

const sbomScheme = 'sbom:';

/** Adds the options of {@link ReadingOptions} to a command. */
export function addReadingOptions(command: Command): Command {
  return addQuietOption(command)
    .option('--platform <os/arch>', 'which image of an index (default: linux/amd64, or the only one)')
    .option('--data <dir>', 'where advisories and known layers are kept')
    .option('--no-cache', 'read every layer, also those already known')
    .option('--binary-classifiers <file>', 'how more programs are recognised by what they say of themselves (JSON)')
    .option('--username <name>', 'sign in to the registry; needs --password-stdin')
    .option('--password-stdin', 'read the password from stdin')
    .option('--plain-http', 'speak HTTP to the registry, not HTTPS')
    .option('--skip-tls-verify', "accept any certificate of the registry's")
    .option('--ca <file>', 'trust this certificate authority (PEM) for the registry');
}

/** Adds `--vex`, to a command that looks vulnerabilities up. */
export function addVexOption(command: Command): Command {
  return command.option(
    '--vex <file>',
    'suppress what an OpenVEX, CSAF or CycloneDX document says does not affect the image (may be given several times)',
    collect,
  );
}

/** Adds `--policy`, to a command that judges an image. */
export function addPolicyOption(command: Command): Command {
  return command.option(
    '--policy <file>',
    'judge the image by the policies of a JSON file, or by template:NAME, and end with 1 where one fails (may be given several times)',
    collect,
  );
}

function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}

/** Reads an image, or an SBOM, with progress on stderr; without `advisories` nothing is looked up. */
export async function readReference(
  reference: string,
  options: ReadingOptions,
  context: CommandContext,
  advisories?: AdvisoryDatabase,
): Promise<ScanReport> {
  await checkReference(reference);
  const platform = readPlatform(options.platform);
  const credential = await readCredential(options, context.stdin);
  const ca = await readCa(options.ca);
  const classifiers = await readClassifiers(options.binaryClassifiers);
  const vex = await readVex(options.vex);
  const policies = await readPolicies(options.policy ?? []);
  const registries = connectRegistries({ credential, ca, ...options }, context);
  const progress = showProgress(context.stderr, options);
  const common = {
    ...(advisories !== undefined && { advisories }),
    vex,
    policies,
    ...(options.severityFrom !== undefined && { severityFrom: readNames(options.severityFrom) }),
    toolVersion: context.version,
    limits: defaultLimits,
    now: context.now,
    onProgress: progress.update,
  };
  try {
    if (reference.startsWith(sbomScheme)) return await scanSbom(reference.slice(sbomScheme.length), common);
    return await scanImage(reference, {
      ...common,
      ...(platform !== undefined && { platform }),
      ...(options.cache && {
        cache: createDirectoryLayerCache(dataPaths(options.data ?? context.dataDirectory).layers),
      }),
      ...(options.base !== undefined && { baseReference: options.base }),
      ...(options.secrets && { secretsInFiles: true }),
      catalogers: catalogersWith(classifiers),
      registryOf: registries.registryOf,
      temporaryDirectory: context.temporaryDirectory,
      logger: context.logger,
      signal: context.signal,
    });
  } finally {
    progress.stop();
    await registries.close();
  }
}

function readNames(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function readPlatform(text: string | undefined): Platform | undefined {
  if (text === undefined) return undefined;
  const platform = parsePlatform(text);
  if (platform === undefined)
    throw new UsageError(`--platform ${text} is not OS/ARCHITECTURE[/VARIANT], as in linux/arm64`);
  return platform;
}
