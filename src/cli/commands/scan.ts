import { type Command, Option } from 'commander';
import { defaultLimits } from '#core/limits.ts';
import { type Platform, parsePlatform } from '#core/platform.ts';
import { openAdvisoryDatabase } from '#engine/advisories/index.ts';
import { createDirectoryLayerCache } from '#engine/catalog/index.ts';
import { reportFormatNames } from '#engine/report/index.ts';
import { scanImage } from '#engine/scan-image.ts';
import type { CommandContext } from '../command-context.ts';
import { connectRegistries } from '../connect-registries.ts';
import { dataPaths } from '../data-paths.ts';
import { UsageError } from '../exit-codes.ts';
import { showProgress } from '../progress/show-progress.ts';
import { readCa, readCredential, type SignInOptions } from '../sign-in-options.ts';
import { type WriteOptions, writeReport } from '../write-report.ts';

interface ScanCommandOptions extends SignInOptions, WriteOptions {
  readonly platform?: string;
  readonly advisories?: string;
  readonly data?: string;
  readonly cache: boolean;
  readonly secrets?: boolean;
  readonly base?: string;
}

/** `plimsoll scan REFERENCE`: reads one image, here, and writes its report. */
export function scan(program: Command, context: CommandContext): void {
  program
    .command('scan')
    .description('read one image and report its vulnerabilities')
    .argument('<reference>', 'registry reference, oci:DIR[:TAG], oci-archive:FILE[:TAG] or docker-archive:FILE[:TAG]')
    .option('--platform <os/arch>', 'which image of an index (default: linux/amd64, or the only one)')
    .addOption(new Option('--format <name>', 'how to write the report').choices(reportFormatNames()).default('table'))
    .option('--output <file>', 'write the report to a file instead of stdout')
    .option('--advisories <path>', 'the advisory database (default: in the data directory)')
    .option('--data <dir>', 'where advisories and known layers are kept')
    .option('--no-cache', 'read every layer, also those already known')
    .option('--base <reference>', "the image that this one is built on: tells its layers from the application's")
    .option('--secrets', 'look for credentials in files too, not only in environment, labels and history')
    .option('--username <name>', 'sign in to the registry; needs --password-stdin')
    .option('--password-stdin', 'read the password from stdin')
    .option('--plain-http', 'speak HTTP to the registry, not HTTPS')
    .option('--skip-tls-verify', "accept any certificate of the registry's")
    .option('--ca <file>', 'trust this certificate authority (PEM) for the registry')
    .action((reference: string, options: ScanCommandOptions) => runScan(reference, options, context));
}

async function runScan(reference: string, options: ScanCommandOptions, context: CommandContext): Promise<void> {
  const platform = readPlatform(options.platform);
  const paths = dataPaths(options.data ?? context.dataDirectory);
  const credential = await readCredential(options, context.stdin);
  const ca = await readCa(options.ca);
  const advisories = openAdvisoryDatabase(options.advisories ?? paths.advisories);
  const registries = connectRegistries({ credential, ca, ...options }, context);
  const progress = showProgress(context.stderr);
  try {
    const report = await scanImage(reference, {
      ...(platform !== undefined && { platform }),
      ...(options.cache && { cache: createDirectoryLayerCache(paths.layers) }),
      ...(options.base !== undefined && { baseReference: options.base }),
      ...(options.secrets && { secretsInFiles: true }),
      registryOf: registries.registryOf,
      advisories,
      toolVersion: context.version,
      temporaryDirectory: context.temporaryDirectory,
      limits: defaultLimits,
      logger: context.logger,
      now: context.now,
      signal: context.signal,
      onProgress: progress.update,
    });
    progress.stop();
    await writeReport(report, options, context);
  } finally {
    progress.stop();
    advisories.close();
    await registries.close();
  }
}

function readPlatform(text: string | undefined): Platform | undefined {
  if (text === undefined) return undefined;
  const platform = parsePlatform(text);
  if (platform === undefined)
    throw new UsageError(`--platform ${text} is not OS/ARCHITECTURE[/VARIANT], as in linux/arm64`);
  return platform;
}
