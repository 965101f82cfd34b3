import type { ApiClient } from './api-client.ts';

/** The form for a registry that speaks plain HTTP, as fakes do. */
export function plainRegistry({ host }: { readonly host: string }) {
  return { name: 'R', path: host, type: 'docker-v2', plainHttp: true } as const;
}

/** Adds a registry that speaks plain HTTP to a service, with what else its form is to say; returns its id. */
export async function addRegistry(
  api: ApiClient,
  registry: { readonly host: string },
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  return (await api.send<{ id: string }>('POST', '/registries', { ...plainRegistry(registry), ...more })).id;
}

/** Scans all that a registry holds, and waits until its run has ended, well or not. */
export async function scanRegistry<Run extends { readonly state: string }>(
  api: ApiClient,
  registryId: string,
): Promise<Run> {
  const { id } = await api.send<{ id: string }>('POST', `/registries/${registryId}/scans`);
  return api.until<Run>(`/runs/${id}`, ({ state }) => state === 'done' || state === 'failed');
}
