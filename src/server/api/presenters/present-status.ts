import type { Static } from 'typebox';
import type { AdvisoryDatabaseStatus } from '#engine/advisories/index.ts';
import type { AdvisoryState } from '#server/store/index.ts';
import type { ApiServices } from '../api-services.ts';
import type { advisoryStatus, status } from '../schemas/status.ts';

type StatusServices = Pick<ApiServices, 'store' | 'advisories' | 'version' | 'demo' | 'now'>;

/** The service at a glance, as the API shows it. */
export async function loadStatus(services: StatusServices): Promise<Static<typeof status>> {
  const { store, version, demo } = services;
  const [advisories, queue, left] = await Promise.all([
    loadAdvisoryStatus(services),
    store.views.queueCounts(),
    store.matching.left(1),
  ]);
  return { version, demo, advisories, queue, countingTotals: left > 0 };
}

/** The advisory database, as the API shows it. */
export async function loadAdvisoryStatus(services: StatusServices): Promise<Static<typeof advisoryStatus>> {
  const [state, database] = await Promise.all([
    services.store.advisories.get(),
    services.advisories.use(async (opened) => opened?.status()),
  ]);
  const error = state.error ?? services.advisories.problem();
  const progress = state.updating
    ? state.progress
    : state.matching && { phase: 'matching' as const, ...state.matching };
  return {
    state: stateOf({ ...state, error }, database),
    usable: database !== undefined,
    ...(database !== undefined && {
      builtAt: database.builtAt,
      ageSeconds: Math.max(0, Math.floor((services.now().getTime() - Date.parse(database.builtAt)) / 1000)),
      revision: database.revision,
    }),
    sample: database?.sample ?? false,
    sources: sourcesOf(database),
    ...(progress !== undefined && { progress }),
    ...(error !== undefined && { error }),
  };
}

function stateOf(state: AdvisoryState, database: AdvisoryDatabaseStatus | undefined) {
  if (state.updating) return 'updating';
  if (state.error !== undefined) return 'failed';
  return database === undefined ? 'none' : 'ready';
}

function sourcesOf(database: AdvisoryDatabaseStatus | undefined) {
  const failures = new Map(database?.failures.map(({ name, error }) => [name, error]));
  const loaded = database?.sources ?? [];
  const neverLoaded = [...failures.keys()].filter((name) => !loaded.some((source) => source.name === name));
  return [
    ...loaded.map(({ name, fetchedAt, records }) => ({ name, fetchedAt, records, ...errorOf(failures.get(name)) })),
    ...neverLoaded.map((name) => ({ name, records: 0, ...errorOf(failures.get(name)) })),
  ];
}

function errorOf(error: string | undefined): { readonly error?: string } {
  return error === undefined ? {} : { error };
}
