import { once } from 'node:events';
import { Argument, type Command } from 'commander';
import { findVersionScheme, versionSchemes } from '#engine/versions/index.ts';
import type { CommandContext } from '../command-context.ts';
import { UsageError } from '../exit-codes.ts';
import { compareLines } from '../versions/compare-lines.ts';

const names = versionSchemes.map(({ name }) => name);

const compareHelp = `
Each line of stdin holds two versions with white space between them; each line
of stdout is
  <  =  >  how the first compares with the second,
  ?        where the line does not hold two versions of the scheme.`;

/** `plimsoll versions compare|schemes`: orders versions as a packaging system does. */
export function versions(program: Command, context: CommandContext): void {
  const group = program.command('versions').description('compare versions as packaging systems do');
  group
    .command('compare')
    .description('compare the two versions on each line of stdin')
    .addArgument(new Argument('<scheme>', 'how versions are ordered').choices(names))
    .addHelpText('after', compareHelp)
    .action((scheme: string) => compare(scheme, context));
  group
    .command('schemes')
    .description('list the ways of ordering versions')
    .action(() => void context.stdout.write(names.map((name) => `${name}\n`).join('')));
}

async function compare(name: string, { stdin, stdout, signal }: CommandContext): Promise<void> {
  const scheme = findVersionScheme(name);
  if (scheme === undefined) throw new UsageError(`${name} is no version scheme: choose from ${names.join(', ')}`);
  for await (const answers of compareLines(stdin, scheme)) {
    signal.throwIfAborted();
    if (!stdout.write(answers)) await once(stdout, 'drain', { signal });
  }
}
