import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { openAdvisoryDatabase } from '#engine/advisories/index.ts';
import { explainVulnerability, riskFormula } from '#engine/match/index.ts';
import type { CommandContext } from '../command-context.ts';
import { dataPaths } from '../data-paths.ts';
import { describeExplanation } from '../explain/describe-explanation.ts';
import { wrapText } from '../lines/wrap-text.ts';
import {
  addReadingOptions,
  addVexOption,
  type ReadingOptions,
  readReference,
  referenceForms,
} from '../read-reference.ts';

interface ExplainCommandOptions extends ReadingOptions {
  readonly advisories?: string;
  readonly format: 'text' | 'json';
}

/** `plimsoll explain REFERENCE VULNERABILITY`: why packages of an image have a vulnerability, or why they have it not. */
export function explain(program: Command, context: CommandContext): void {
  const command = program
    .command('explain')
    .description('say why packages of an image have a vulnerability, or why they have it not')
    .argument('<reference>', referenceForms)
    .argument('<vulnerability>', 'CVE, or any other name that advisories give it')
    .addOption(new Option('--format <name>', 'for people or for programs').choices(['text', 'json']).default('text'))
    .option('--advisories <path>', 'the advisory database (default: in the data directory)');
  addVexOption(addReadingOptions(command))
    .addHelpText('after', `\n${wrapText(`Risk scores. ${riskFormula}`)}`)
    .action((reference: string, vulnerability: string, options: ExplainCommandOptions) =>
      runExplain({ reference, vulnerability }, options, context),
    );
}

async function runExplain(
  { reference, vulnerability }: { readonly reference: string; readonly vulnerability: string },
  options: ExplainCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { advisories } = dataPaths(options.data ?? context.dataDirectory);
  const database = openAdvisoryDatabase(options.advisories ?? advisories);
  try {
    const report = await readReference(reference, options, context, database);
    const explanation = explainVulnerability(report, report.findings, { vulnerability, database });
    const pieces =
      options.format === 'json'
        ? [`${JSON.stringify(explanation, undefined, 2)}\n`]
        : describeExplanation(explanation, reference);
    await pipeline(Readable.from(pieces), context.stdout, { end: false, signal: context.signal });
  } finally {
    database.close();
  }
}
