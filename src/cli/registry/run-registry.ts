import type { Registry, Run, RunDetails } from '#api/models.ts';
import { printable } from '#engine/report/index.ts';
import type { CommandContext } from '../command-context.ts';
import { type QuietOptions, showLine } from '../progress/show-line.ts';
import { follow } from '../service/follow.ts';
import type { Service } from '../service/service.ts';
import { ServiceError } from '../service/service-error.ts';
import { describeRun, hasRunEnded } from './describe-run.ts';

interface RunOptions extends QuietOptions {
  readonly service: Service;
  /** Until it has ended. */
  readonly wait: boolean;
}

/** Has everything in a registry scanned and says what came of it. Throws where it is waited for and could not be listed, or was cancelled. */
export async function runRegistry(
  { id, name }: Pick<Registry, 'id' | 'name'>,
  { service, wait, quiet }: RunOptions,
  { stdout, stderr }: Pick<CommandContext, 'stdout' | 'stderr'>,
): Promise<void> {
  const started = await service.send<Run>('POST', `/registries/${encodeURIComponent(id)}/scans`);
  if (!wait) {
    stdout.write(`Scanning "${printable(name)}": ${service.url}/registry/${id}\n`);
    return;
  }
  let text = describeRun(started);
  const line = showLine(stderr, () => printable(`${name}: ${text}`), { quiet });
  const load = () => service.get<RunDetails>(`/runs/${encodeURIComponent(started.id)}`);
  const onChange = (run: RunDetails) => {
    text = describeRun(run);
  };
  const ended = await follow<RunDetails>(
    { event: 'run', id: started.id, load, hasEnded: hasRunEnded, onChange },
    service,
  ).finally(line.stop);
  if (ended.state !== 'done')
    throw new ServiceError('service/scan-failed', `"${name}" was not scanned: ${describeRun(ended)}`);
  stdout.write(
    `"${printable(name)}": ${describeRun(ended)}. ${ended.coverage} % of the images wanted have a result.\n`,
  );
  for (const { outcome, scans, codes } of ended.failures) {
    stdout.write(`  ${scans} failed: ${outcome} (${codes.join(', ')})\n`);
  }
}
