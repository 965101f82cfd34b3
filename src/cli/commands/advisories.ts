import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { defaultLimits } from '#core/limits.ts';
import {
  AdvisoryError,
  exportAdvisoryDatabase,
  importAdvisoryDatabase,
  openAdvisoryDatabase,
  updateAdvisoryDatabase,
} from '#engine/advisories/index.ts';
import { describeExport, describeImport, describeStatus, describeUpdate } from '../advisories/describe.ts';
import { showUpdateProgress } from '../advisories/show-update-progress.ts';
import type { CommandContext } from '../command-context.ts';
import { dataPaths } from '../data-paths.ts';
import { addQuietOption, type QuietOptions } from '../progress/show-line.ts';

interface DatabaseOptions {
  readonly advisories?: string;
  readonly data?: string;
}

interface UpdateCommandOptions extends DatabaseOptions, QuietOptions {
  readonly from?: string;
  readonly own?: readonly string[];
  readonly ecosystem?: readonly string[];
}

/** `plimsoll advisories update|status|export|import`: builds the advisory database, says how old it is, carries it elsewhere. */
export function advisories(program: Command, context: CommandContext): void {
  const group = program.command('advisories').description('fetch public advisories, and see how old they are');
  addQuietOption(group.command('update'))
    .description('build the advisory database from all advisory sources (docs/reference/supported.md lists them)')
    .option('--from <place>', 'a directory or base URL laid out as upstream, in place of upstream itself')
    .option(
      '--own <path>',
      'own advisories: OSV files, zips or directories of them (may be given several times)',
      collect,
    )
    .option(
      '--ecosystem <name>',
      'also fetch an ecosystem of OSV that no package here is of, or Red Hat’s VEX archive for "Red Hat" (may be given several times)',
      collect,
    )
    .option('--advisories <path>', 'the advisory database (default: in the data directory)')
    .option('--data <dir>', 'where advisories are kept')
    .action((options: UpdateCommandOptions) => update(options, context));
  group
    .command('status')
    .description('age and number of records of each source')
    .option('--advisories <path>', 'the advisory database (default: in the data directory)')
    .option('--data <dir>', 'where advisories are kept')
    .option('--json', 'as JSON')
    .action((options: DatabaseOptions & { readonly json?: boolean }) => status(options, context));
  transferCommands(group, context);
}

function transferCommands(group: Command, context: CommandContext): void {
  group
    .command('export')
    .description('write the advisory database as one file, to import where there is no internet')
    .argument('<file>')
    .option('--advisories <path>', 'the advisory database (default: in the data directory)')
    .option('--data <dir>', 'where advisories are kept')
    .action(async (to: string, options: DatabaseOptions) => {
      const result = await exportAdvisoryDatabase({ path: databasePath(options, context), to, signal: context.signal });
      context.stdout.write(`${describeExport(result)}\n`);
    });
  group
    .command('import')
    .description('put an exported advisory database in place, once all of it is verified')
    .argument('<file>')
    .option('--force', 'also where it is older than the present one')
    .option('--advisories <path>', 'the advisory database (default: in the data directory)')
    .option('--data <dir>', 'where advisories are kept')
    .action((from: string, options: DatabaseOptions & { readonly force?: boolean }) =>
      runImport(from, options, context),
    );
}

async function runImport(
  from: string,
  options: DatabaseOptions & { readonly force?: boolean },
  context: CommandContext,
): Promise<void> {
  const { now, signal } = context;
  const common = { path: databasePath(options, context), from, limits: defaultLimits, now, signal };
  const imported = importAdvisoryDatabase({ ...common, force: options.force === true });
  const result = await imported.catch(async (error: unknown) => {
    const isOlder = error instanceof AdvisoryError && error.code === 'advisories/import-older';
    if (!isOlder || !(await confirms(`${error.message}. Take the step back?`, context))) throw error;
    return importAdvisoryDatabase({ ...common, force: true });
  });
  context.stdout.write(`${describeImport(result)}\n`);
}

/** Asks whoever sits at the terminal; where nobody does, the answer is no. */
async function confirms(question: string, { stdin, stderr, signal }: CommandContext): Promise<boolean> {
  if (stdin.isTTY !== true || stderr.isTTY !== true) return false;
  const terminal = createInterface({ input: stdin, output: stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `, { signal })).trim());
  } finally {
    terminal.close();
  }
}

async function update(options: UpdateCommandOptions, context: CommandContext): Promise<void> {
  const progress = showUpdateProgress(context.stderr, options);
  try {
    const result = await updateAdvisoryDatabase({
      path: databasePath(options, context),
      ...(options.from !== undefined && { from: options.from }),
      own: options.own ?? [],
      ecosystems: options.ecosystem ?? [],
      fetch: context.fetch,
      now: context.now,
      limits: defaultLimits,
      logger: context.logger,
      signal: context.signal,
      onProgress: progress.update,
    });
    progress.stop();
    for (const line of describeUpdate(result)) context.stdout.write(`${line}\n`);
  } finally {
    progress.stop();
  }
}

async function status(options: DatabaseOptions & { readonly json?: boolean }, context: CommandContext): Promise<void> {
  const database = openAdvisoryDatabase(databasePath(options, context));
  try {
    const found = database.status();
    if (options.json === true) context.stdout.write(`${JSON.stringify(found, undefined, 2)}\n`);
    else for (const line of describeStatus(found, context.now())) context.stdout.write(`${line}\n`);
  } finally {
    database.close();
  }
}

function databasePath(options: DatabaseOptions, context: CommandContext): string {
  return options.advisories ?? dataPaths(options.data ?? context.dataDirectory).advisories;
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}
