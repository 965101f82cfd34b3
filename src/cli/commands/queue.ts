import { type Command, Option } from 'commander';
import type { CancelledScans, QueueStatus, Scan, ScanPage, Status } from '#api/models.ts';
import { printable } from '#engine/report/index.ts';
import type { CommandContext } from '../command-context.ts';
import { countOf, describeAge, describeMinutes } from '../lines/describe-age.ts';
import type { ListColumn } from '../listing/fit-columns.ts';
import { addFormatOption, addLimitOption, type ListingFormat } from '../listing/listing-options.ts';
import { writeJson, writeTable } from '../listing/write-listing.ts';
import { describeProgress } from '../progress/describe-progress.ts';
import { progressOf } from '../scan/progress-of.ts';
import { addServerOptions, connectService, type ServerOptions } from '../service/server-options.ts';

interface ListOptions extends ServerOptions {
  readonly format: ListingFormat;
  readonly limit: number;
  readonly state?: Scan['state'];
  readonly search?: string;
}

interface CancelOptions extends ServerOptions {
  readonly waiting?: true;
}

const pageSize = 500;

/** `plimsoll queue [list]|cancel|retry`: the scans of a service. */
export function queue(program: Command, context: CommandContext): void {
  const group = program.command('queue').description('what a service scans, has scanned and could not scan');
  const list = group
    .command('list', { isDefault: true })
    .description('the scans, newest first')
    .addOption(
      new Option('--state <state>', 'only scans in this state').choices([
        'queued',
        'running',
        'done',
        'failed',
        'cancelled',
      ]),
    )
    .option('--search <text>', 'only scans of references with this text');
  addServerOptions(addLimitOption(addFormatOption(list, ['table', 'json']), 50)).action((options: ListOptions) =>
    listQueue(options, context),
  );
  for (const action of ['cancel', 'retry'] as const) {
    const isCancel = action === 'cancel';
    const command = group
      .command(action)
      .description(isCancel ? 'stop scans that wait or run' : 'queue scans that ended once more')
      .argument(isCancel ? '[scan...]' : '<scan...>', 'ids of scans, as "queue list" shows them');
    if (isCancel) command.option('--waiting', 'all scans that wait');
    addServerOptions(command).action(async (ids: readonly string[], options: CancelOptions) => {
      const service = connectService(options, context);
      if (options.waiting === true) {
        const { cancelled } = await service.send<CancelledScans>('POST', '/scans/cancel', {});
        context.stdout.write(`${countOf(cancelled, 'scan')} cancelled\n`);
      } else if (ids.length === 0) command.error('error: name the scans to stop, or give --waiting');
      for (const id of ids) {
        const { state, reference } = await service.send<Scan>('POST', `/scans/${encodeURIComponent(id)}/${action}`);
        context.stdout.write(`${printable(reference)}: ${state}\n`);
      }
    });
  }
}

async function listQueue(options: ListOptions, context: CommandContext): Promise<void> {
  const service = connectService(options, context);
  const { limit, state, search: q } = options;
  const scans: Scan[] = [];
  let cursor: string | undefined;
  do {
    const query = { state, q, cursor, limit: Math.min(pageSize, limit - scans.length) };
    const page = await service.get<ScanPage>('/scans', query);
    scans.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined && scans.length < limit);
  const status = await service.get<Status>('/status');
  if (options.format === 'json') return writeJson({ queue: status.queue, scans }, context);
  context.stdout.write(`${describeQueue(status.queue)}\n\n`);
  await writeTable(scans, columnsAt(context.now()), { ...context, empty: 'No scan is like that.' });
}

/** The queue in a sentence. */
export function describeQueue({ queued, running, failed, secondsLeft }: QueueStatus): string {
  const left = secondsLeft === undefined ? '' : `; about ${describeMinutes(Math.ceil(secondsLeft / 60))} left`;
  return `${countOf(queued, 'scan')} waiting, ${running} running${left}; ${failed} failed in the last 24 hours.`;
}

function columnsAt(now: Date): readonly ListColumn<Scan>[] {
  return [
    {
      title: 'STATE',
      text: ({ state }) => state,
      color: ({ state }) => (state === 'failed' ? 31 : state === 'running' ? 36 : undefined),
    },
    { title: 'ASKED FOR', text: ({ createdAt }) => `${describeAge(createdAt, now)} ago`, isExtra: 1 },
    { title: 'IMAGE', text: ({ reference }) => reference, maxWidth: 90, keepsEnd: true },
    { title: 'PROGRESS OR CAUSE', text: outcomeOf, maxWidth: 90 },
    { title: 'SCAN', text: ({ id }) => id },
  ];
}

function outcomeOf(scan: Scan): string {
  if (scan.state === 'running') return describeProgress(progressOf(scan), 90);
  if (scan.artifact !== undefined) return `no image but ${scan.artifact.kind}, nothing to scan`;
  if (scan.state === 'done') return scan.unchanged === true ? 'known already' : '';
  return scan.message ?? '';
}
