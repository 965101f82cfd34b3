import { type Command, Option } from 'commander';
import { openAdvisoryDatabase } from '#engine/advisories/index.ts';
import { reportFormatNames } from '#engine/report/index.ts';
import { checkReference } from '../check-reference.ts';
import type { CommandContext } from '../command-context.ts';
import { dataPaths } from '../data-paths.ts';
import { readPolicies } from '../read-policies.ts';
import {
  addPolicyOption,
  addReadingOptions,
  addVexOption,
  type ReadingOptions,
  readReference,
  referenceForms,
} from '../read-reference.ts';
import { chooseService, type PlaceOptions } from '../scan/choose-place.ts';
import { failOnPolicy } from '../scan/fail-on-policy.ts';
import { judgeAlso } from '../scan/judge-also.ts';
import { scanByService } from '../scan/scan-by-service.ts';
import { addServerOptions } from '../service/server-options.ts';
import { checkOutput, type WriteOptions, writeReport } from '../write-report.ts';

interface ScanCommandOptions extends ReadingOptions, WriteOptions, PlaceOptions {
  readonly advisories?: string;
}

/** `plimsoll scan REFERENCE`: reads one image or SBOM, here or by a service, and writes its report. */
export function scan(program: Command, context: CommandContext): void {
  const command = program
    .command('scan')
    .description('read one image or SBOM and report its vulnerabilities')
    .argument('<reference>', referenceForms)
    .addOption(new Option('--format <name>', 'how to write the report').choices(reportFormatNames()).default('table'))
    .option('--output <file>', 'write the report to a file instead of stdout')
    .option('--advisories <path>', 'the advisory database (default: in the data directory)')
    .option('--base <reference>', "the image that this one is built on: tells its layers from the application's")
    .option(
      '--severity-from <names>',
      'whose ratings decide, before the usual order: vendor, nvd, ghsa, "red hat" …, with commas',
    )
    .option('--show-hidden', 'list findings in kernel headers and documentation too, which are only counted')
    .option('--plan', 'list which packages to upgrade, to what, and what that clears')
    .option('--secrets', 'look for credentials in files too, not only in environment, labels and history');
  addServerOptions(addPolicyOption(addVexOption(addReadingOptions(command))))
    .option('--local', 'scan here, although PLIMSOLL_SERVER names a service')
    .addHelpText(
      'after',
      `
With a service named, it scans the image by its settings, credentials and
advisories, judges it by its policies, and keeps it.

Examples:
  plimsoll scan debian:12
  plimsoll scan oci-archive:app.tar --format sarif --output app.sarif
  plimsoll scan registry.example/team/app:1.2 --policy template:severe-with-fix`,
    )
    .action(async (reference: string, options: ScanCommandOptions) => {
      const service = chooseService(options, command, context);
      await checkReference(reference);
      await checkOutput(options);
      if (service === undefined) return scanHere(reference, options, context);
      const policies = await readPolicies(options.policy ?? []);
      const report = judgeAlso(await scanByService(reference, options, service, context), policies, context.now());
      await writeReport(report, options, context);
      failOnPolicy(report);
    });
}

async function scanHere(reference: string, options: ScanCommandOptions, context: CommandContext): Promise<void> {
  const { advisories } = dataPaths(options.data ?? context.dataDirectory);
  const database = openAdvisoryDatabase(options.advisories ?? advisories);
  try {
    const report = await readReference(reference, options, context, database);
    await writeReport(report, options, context);
    failOnPolicy(report);
  } finally {
    database.close();
  }
}
