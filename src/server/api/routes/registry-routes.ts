import type { Static } from 'typebox';
import { type CredentialField, registryVendors } from '#engine/registry/index.ts';
import { nextRun, settle } from '#server/jobs/index.ts';
import type { StoredRegistry } from '#server/store/index.ts';
import { ApiError } from '../api-error.ts';
import type { ApiServices } from '../api-services.ts';
import { presentLimits } from '../presenters/present-limits.ts';
import { presentRun } from '../presenters/present-run.ts';
import { checkCredential, readRegistryForm } from '../registry-settings.ts';
import { type registry, registryOperations } from '../schemas/registries.ts';
import { tryRegistry } from '../test-registry.ts';
import { findRegistry, noRegistry } from './find-registry.ts';
import type { RouteApp } from './route-app.ts';

/** Registries: settings and trials. */
export function registryRoutes(app: RouteApp, services: ApiServices): void {
  readRoutes(app, services);
  changeRoutes(app, services);
  trialRoutes(app, services);
}

function readRoutes(app: RouteApp, services: ApiServices): void {
  const { store } = services;
  app.route({ ...registryOperations.listRegistryTypes, handler: () => ({ items: registryVendors.map(presentType) }) });
  app.route({
    ...registryOperations.listRegistries,
    handler: async () => {
      const [registries, present, uploads] = await Promise.all([
        store.registries.list(),
        presenter(services),
        store.views.uploadedArchives(),
      ]);
      return { items: registries.map(present), ...(uploads !== undefined && { uploads }) };
    },
  });
  app.route({
    ...registryOperations.getRegistry,
    handler: async (request) => {
      const found = await findRegistry(store, request.params.registryId);
      return (await presenter(services))(found);
    },
  });
}

function changeRoutes(app: RouteApp, services: ApiServices): void {
  const { store, newId } = services;
  app.route({
    ...registryOperations.createRegistry,
    handler: async (request, reply) => {
      const { settings, credential } = readRegistryForm(request.body);
      checkCredential(settings, credential);
      const created = await store.registries.create(newId(), settings, credential === 'keep' ? undefined : credential);
      return reply.code(201).send((await presenter(services))(created));
    },
  });
  app.route({
    ...registryOperations.updateRegistry,
    handler: async (request) => {
      const before = await findRegistry(store, request.params.registryId);
      const { settings, credential } = readRegistryForm(request.body, before);
      if (credential === 'keep') refuseToMoveCredential(before, settings);
      checkCredential(settings, credential);
      const changed = await store.registries.update(before.id, settings, credential);
      if (before.trustsVex === true && changed.trustsVex !== true) await distrust(before, services);
      return (await presenter(services))(changed);
    },
  });
  app.route({
    ...registryOperations.deleteRegistry,
    handler: async (request, reply) => {
      await store.scans.cancelOfRegistry(request.params.registryId);
      if (!(await store.registries.remove(request.params.registryId))) throw noRegistry(request.params.registryId);
      return reply.code(204).send(null);
    },
  });
}

/** What was attached to images counts no more where their registry is not trusted for it any more. */
async function distrust({ path }: StoredRegistry, { store, queue }: ApiServices): Promise<void> {
  const names = [...(await store.statements.attached(`${path}/`)), ...(await store.statements.attached(`${path}@`))];
  for (const name of names) await store.statements.remove(name);
  if (names.length > 0) await settle(store, queue);
}

function trialRoutes(app: RouteApp, { store, registries }: ApiServices): void {
  app.route({
    ...registryOperations.testRegistrySettings,
    handler: async (request, reply) => {
      const { settings, credential } = readRegistryForm(request.body);
      const { registryId } = request.body;
      const signal = untilGone(reply);
      if (credential !== 'keep') return tryRegistry(registries, settings, credential, signal);
      if (registryId === undefined) return tryRegistry(registries, settings, undefined, signal);
      refuseToMoveCredential(await findRegistry(store, registryId), settings);
      return tryRegistry(registries, settings, await store.registries.credential(registryId), signal);
    },
  });
  app.route({
    ...registryOperations.testRegistry,
    handler: async (request, reply) => {
      const found = await findRegistry(store, request.params.registryId);
      return tryRegistry(registries, found, await store.registries.credential(found.id), untilGone(reply));
    },
  });
}

/** Aborts when the connection is closed, which is after the answer unless the browser goes first. */
function untilGone({ raw }: { readonly raw: { once(event: 'close', listener: () => void): unknown } }): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  return gone.signal;
}

/** A credential belongs to one path: it must not go to another host because somebody changed the host. */
function refuseToMoveCredential(before: StoredRegistry, after: { readonly path: string; readonly type: string }): void {
  if (!before.hasCredential || (before.path === after.path && before.type === after.type)) return;
  const message = `the stored credential belongs to ${before.path}: enter the credential for ${after.path}`;
  throw new ApiError('api/credential-needed-again', message, [{ path: 'body/credential', message }]);
}

function presentType(vendor: {
  readonly name: string;
  readonly displayName: string;
  readonly credentials: readonly CredentialField[];
}) {
  const credentialFields = vendor.credentials.map(({ name, label, help, secret, multiline, toggle, optional }) => ({
    name,
    label,
    description: help,
    secret: secret ?? false,
    multiline: multiline ?? false,
    toggle: toggle ?? false,
    required: optional !== true,
  }));
  return { name: vendor.name, displayName: vendor.displayName, credentialFields };
}

const noFindings = {
  severityCounts: { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 },
  findings: 0,
  fixable: 0,
  exploitable: 0,
  knownExploited: 0,
};

type Presenting = Pick<ApiServices, 'store' | 'now'>;

async function presenter({ store, now }: Presenting): Promise<(one: StoredRegistry) => Static<typeof registry>> {
  const [counts, failing, artifacts, runs, rates] = await Promise.all([
    store.views.registryCounts(),
    store.views.failingCounts(),
    store.artifacts.counts(),
    store.runs.latest(),
    store.rates.list(),
  ]);
  return (one) => {
    const known = counts.get(one.id);
    const nextRunAt = one.nextRunAt ?? nextRun(one.schedule, now());
    const limits = presentLimits(one, rates, now().getTime());
    const lastRun = runs.find(({ registryId }) => registryId === one.id);
    return {
      id: one.id,
      name: one.name,
      path: one.path,
      type: one.type,
      skipTlsVerify: one.skipTlsVerify,
      plainHttp: one.plainHttp,
      ...(one.ca !== undefined && { ca: one.ca }),
      trustsVex: one.trustsVex ?? false,
      repositories: [...one.repositories],
      filters: { ...one.filters, include: [...one.filters.include], exclude: [...one.filters.exclude] },
      platforms: [...one.platforms],
      allPlatforms: one.allPlatforms ?? false,
      schedule: one.schedule,
      ...(nextRunAt !== undefined && { nextRunAt: nextRunAt.toISOString() }),
      hasCredential: one.hasCredential,
      hasHook: one.hasHook,
      ...(one.username !== undefined && { username: one.username }),
      images: known?.images ?? 0,
      failing: failing.get(one.id) ?? 0,
      artifacts: artifacts
        .filter(({ registryId }) => registryId === one.id)
        .map(({ kind, count }) => ({ kind, count })),
      repositoryCount: known?.repositories ?? 0,
      allImages: known?.allImages ?? noFindings,
      riskScore: known?.riskScore ?? 0,
      coverage: known?.coverage ?? 'unknown',
      ...(known !== undefined && { lastScannedAt: known.lastScannedAt }),
      ...(lastRun !== undefined && { lastRun: presentRun(lastRun) }),
      ...(limits.length > 0 && { limits }),
      createdAt: one.createdAt.toISOString(),
      updatedAt: one.updatedAt.toISOString(),
    };
  };
}
