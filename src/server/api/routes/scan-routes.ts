import { formatImageReference, parseImageReference } from '#core/image-reference.ts';
import { formatPlatform, parsePlatform } from '#core/platform.ts';
import { addScans, addScansAgain, JobError } from '#server/jobs/index.ts';
import type { StoredScan } from '#server/store/index.ts';
import { ApiError } from '../api-error.ts';
import type { ApiServices } from '../api-services.ts';
import { admit } from '../guard.ts';
import { presentScan } from '../presenters/present-scan.ts';
import { referenceOperations } from '../schemas/references.ts';
import { scanOperations } from '../schemas/scans.ts';
import { streamEvents } from '../stream-events.ts';
import type { RouteApp } from './route-app.ts';

const defaultLimit = 100;

/** Scans. */
export function scanRoutes(app: RouteApp, services: ApiServices): void {
  const { store } = services;
  createRoutes(app, services);
  app.route({
    ...referenceOperations.completeReference,
    handler: async ({ query: { q } }) => ({ items: await store.views.completeReference(q) }),
  });
  app.route({
    ...scanOperations.listScans,
    handler: async ({ query }) => {
      const page = await store.scans.list({ limit: defaultLimit, ...query });
      return { ...page, items: page.items.map(presentScan) };
    },
  });
  app.route({
    ...scanOperations.watchScans,
    handler: (request, reply) => {
      const { events, now, authentication } = services;
      streamEvents(request, reply, { events, now, admit: () => admit(request, authentication) });
    },
  });
  app.route({
    ...scanOperations.getScan,
    handler: async ({ params }) => presentScan(found(await store.scans.get(params.scanId), params.scanId)),
  });
  app.route({
    ...scanOperations.cancelScan,
    config: { scope: 'scan' },
    handler: async ({ params }) => {
      const cancelled = await store.scans.cancel(params.scanId);
      if (cancelled?.runId !== undefined) await store.runs.finishIfDone(cancelled.runId);
      return presentScan(cancelled ?? found(await store.scans.get(params.scanId), params.scanId));
    },
  });
  app.route({
    ...scanOperations.cancelWaitingScans,
    config: { scope: 'scan' },
    handler: async ({ body }) => {
      const { scans, runIds } = await store.scans.cancelWaiting(body);
      for (const runId of runIds) await store.runs.finishIfDone(runId);
      return { cancelled: scans };
    },
  });
}

function createRoutes(app: RouteApp, { store, queue, registries, newId }: ApiServices): void {
  app.route({
    ...scanOperations.createScan,
    config: { scope: 'scan' },
    handler: async ({ body }, reply) => {
      const reference = parseImageReference(body.reference.trim());
      if (reference === undefined) throw invalid('reference', `"${body.reference}" is no image reference`);
      const platform = readPlatform(body.platform);
      const registry = await registries.find(reference);
      const wanted = { id: newId(), reference: formatImageReference(reference), registryId: registry.id, platform };
      const scan = await store.transaction(async (within) => {
        const added = await store.scans.create(wanted, within);
        if (added.isNew) await addScans(queue, [added.scan.id], { askedBy: 'person', within });
        return added.scan;
      });
      return reply.code(202).send(presentScan(scan));
    },
  });
  app.route({
    ...scanOperations.retryScan,
    config: { scope: 'scan' },
    handler: async ({ params }, reply) => {
      const scan = found(await store.scans.get(params.scanId), params.scanId);
      if (scan.upload !== undefined) {
        const { fileName } = scan.upload;
        throw new JobError('jobs/upload-gone', `${fileName} was removed after its scan: upload it again`);
      }
      const restarted = await store.transaction(async (within) => {
        const again = await store.scans.restart(scan.id, within);
        if (again !== undefined) await addScansAgain(queue, [again.id], { askedBy: 'person', within });
        return again;
      });
      if (restarted === undefined) {
        throw new ApiError('api/scan-not-ended', 'the scan has not ended yet: it can be tried again once it has');
      }
      if (restarted.runId !== undefined) await store.runs.reopen([restarted.runId]);
      return reply.code(202).send(presentScan(restarted));
    },
  });
}

function readPlatform(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const platform = parsePlatform(text);
  if (platform === undefined) throw invalid('platform', `${text} is not OS/ARCHITECTURE[/VARIANT], as in linux/arm64`);
  return formatPlatform(platform);
}

function invalid(property: string, message: string): ApiError {
  return new ApiError('api/invalid-request', message, [{ path: `body/${property}`, message }]);
}

function found(scan: StoredScan | undefined, id: string): StoredScan {
  if (scan === undefined) throw new ApiError('api/not-found', `there is no scan ${id}`);
  return scan;
}
