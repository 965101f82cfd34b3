import { type Command, Option } from 'commander';
import { reportFormatNames } from '#engine/report/index.ts';
import type { CommandContext } from '../command-context.ts';
import { addReadingOptions, type ReadingOptions, readReference, referenceForms } from '../read-reference.ts';
import { checkOutput, type WriteOptions, writeReport } from '../write-report.ts';

interface SbomCommandOptions extends ReadingOptions, WriteOptions {}

/** `plimsoll sbom REFERENCE`: lists what an image holds, as an SBOM; looks nothing up, so it needs no advisory database. */
export function sbom(program: Command, context: CommandContext): void {
  const formats = reportFormatNames({ listsPackages: true });
  const command = program
    .command('sbom')
    .description('read one image and list what software it holds; also turns an SBOM into another format')
    .argument('<reference>', referenceForms)
    .addOption(new Option('--format <name>', 'how to write the SBOM').choices(formats).default('cyclonedx'))
    .option('--output <file>', 'write the SBOM to a file instead of stdout');
  addReadingOptions(command)
    .addHelpText('after', '\nNo advisory database is needed. "plimsoll scan sbom:FILE" looks up what an SBOM\nlists.')
    .action(async (reference: string, options: SbomCommandOptions) => {
      await checkOutput(options);
      await writeReport(await readReference(reference, options, context), options, context);
    });
}
