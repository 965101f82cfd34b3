import type { Command } from 'commander';
import type { Registry, RegistryList, Run } from '#api/models.ts';
import { riskWords } from '#core/risk-words.ts';
import type { CommandContext } from '../command-context.ts';
import { describeAge } from '../lines/describe-age.ts';
import type { ListColumn } from '../listing/fit-columns.ts';
import { addFormatOption, type ListingFormat } from '../listing/listing-options.ts';
import { severityColumns } from '../listing/severity-columns.ts';
import { writeJson, writeTable } from '../listing/write-listing.ts';
import { addQuietOption, type QuietOptions } from '../progress/show-line.ts';
import { addRegistry, addRegistryFormOptions, type RegistryFormOptions } from '../registry/add-registry.ts';
import { describeRun } from '../registry/describe-run.ts';
import { findRegistry } from '../registry/find-registry.ts';
import { runRegistry } from '../registry/run-registry.ts';
import { addServerOptions, connectService, type ServerOptions } from '../service/server-options.ts';

/** `plimsoll registry list|add|scan`: the registries that a service watches. */
export function registry(program: Command, context: CommandContext): void {
  const group = program.command('registry').description('list, add and scan the registries that a service watches');
  const list = group.command('list').description('the registries, and how bad it is in each');
  addServerOptions(addFormatOption(list, ['table', 'json'])).action((options: ListOptions) =>
    listRegistries(options, context),
  );
  const add = group
    .command('add')
    .description('try a registry, and add it')
    .argument('<path>', 'what it covers: host[:port][/path]')
    .addHelpText(
      'after',
      `
Without --username or --credential-stdin it is read anonymously.

Example:
  plimsoll registry add registry.example \\
    --username robot --password-stdin --scan < password.txt`,
    );
  addServerOptions(addRegistryFormOptions(add))
    .option('--scan', 'scan everything in it at once')
    .action(async (path: string, options: ServerOptions & RegistryFormOptions & { readonly scan?: boolean }) => {
      const service = connectService(options, context);
      const added = await addRegistry(path, options, { service, stdin: context.stdin, stdout: context.stdout });
      if (options.scan === true) await runRegistry(added, { service, wait: false }, context);
    });
  const scan = group
    .command('scan')
    .description('scan everything in a registry')
    .argument('<name>', 'its name, path or id')
    .option('--wait', 'until all is scanned; fails where the registry could not be listed');
  addServerOptions(addQuietOption(scan)).action(async (name: string, options: ScanOptions) => {
    const service = connectService(options, context);
    const { quiet, wait = false } = options;
    await runRegistry(await findRegistry(service, name), { service, wait, quiet }, context);
  });
}

interface ScanOptions extends ServerOptions, QuietOptions {
  readonly wait?: boolean;
}

interface ListOptions extends ServerOptions {
  readonly format: ListingFormat;
}

async function listRegistries(options: ListOptions, context: CommandContext): Promise<void> {
  const { items } = await connectService(options, context).get<RegistryList>('/registries');
  if (options.format === 'json') return writeJson(items, context);
  const empty = 'The service watches no registry yet: add one with "plimsoll registry add".';
  await writeTable(items, columnsAt(context.now()), { ...context, empty });
}

function columnsAt(now: Date): readonly ListColumn<Registry>[] {
  return [
    { title: 'NAME', text: ({ name }) => name, maxWidth: 60 },
    { title: 'PATH', text: ({ path }) => path, maxWidth: 60 },
    { title: 'TYPE', text: ({ type }) => type, isExtra: 2 },
    { title: 'REPOSITORIES', text: ({ repositoryCount }) => String(repositoryCount), alignRight: true, isExtra: 3 },
    { title: 'IMAGES', text: ({ images }) => String(images), alignRight: true },
    ...severityColumns<Registry>(({ allImages }) => allImages.severityCounts),
    { title: 'RISK', text: riskOf, alignRight: true },
    {
      title: 'LAST RUN',
      text: ({ lastRun }) => (lastRun === undefined ? 'never' : lastRunText(lastRun, now)),
      maxWidth: 80,
    },
  ];
}

function riskOf({ images, riskScore, coverage }: Registry): string {
  return images === 0 ? '-' : riskWords(riskScore, coverage);
}

function lastRunText(run: Run, now: Date): string {
  return `${describeAge(run.createdAt, now)} ago: ${describeRun(run)}`;
}
