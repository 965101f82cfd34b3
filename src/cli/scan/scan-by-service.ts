import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Scan } from '#api/models.ts';
import type { ScanReport } from '#core/scan-report.ts';
import { splitLocation } from '#engine/image/index.ts';
import type { CommandContext } from '../command-context.ts';
import { UsageError } from '../exit-codes.ts';
import { describeProgress } from '../progress/describe-progress.ts';
import { showLine } from '../progress/show-line.ts';
import { follow } from '../service/follow.ts';
import type { Service } from '../service/service.ts';
import { ServiceError } from '../service/service-error.ts';
import { progressOf } from './progress-of.ts';

interface ServiceScanOptions {
  readonly platform?: string | undefined;
  readonly quiet?: boolean | undefined;
}

/** Has a service scan an image, with progress on stderr, and fetches the report. Throws with the service's words where it could not. */
export async function scanByService(
  reference: string,
  { platform, quiet }: ServiceScanOptions,
  service: Service,
  { stderr }: Pick<CommandContext, 'stderr'>,
): Promise<ScanReport> {
  const asked = await submit(reference, platform, service);
  let latest = asked;
  const line = showLine(stderr, (columns) => describeProgress(progressOf(latest), columns), { quiet });
  const load = () => service.get<Scan>(`/scans/${encodeURIComponent(asked.id)}`);
  const onChange = (scan: Scan) => {
    latest = scan;
  };
  const ended = await follow({ event: 'scan', id: asked.id, load, hasEnded, onChange }, service).finally(line.stop);
  if (ended.state !== 'done' || ended.imageId === undefined) throw notScanned(ended);
  return service.get<ScanReport>(`/images/${encodeURIComponent(ended.imageId)}/report`);
}

/** Asks for the scan; an archive of this machine is sent along. */
async function submit(reference: string, platform: string | undefined, service: Service): Promise<Scan> {
  const [, location] = /^(?:docker-archive|oci-archive):(.+)$/s.exec(reference) ?? [];
  if (location !== undefined) {
    const { path, tag } = await splitLocation(location);
    return service.upload<Scan>('/uploads', createReadStream(path), { name: basename(path), tag, platform });
  }
  if (/^(?:oci|sbom):/.test(reference)) {
    throw new UsageError(`a service scans images and archives, and ${reference} is on this machine: give --local`);
  }
  return service.send<Scan>('POST', '/scans', { reference, ...(platform !== undefined && { platform }) });
}

function hasEnded({ state }: Scan): boolean {
  return state !== 'queued' && state !== 'running';
}

function notScanned({ reference, state, message }: Scan): ServiceError {
  const why =
    state === 'cancelled' ? 'the scan was cancelled at the service' : (message ?? 'the service does not say why');
  return new ServiceError('service/scan-failed', `${reference} was not scanned: ${why}`);
}
