import type { ApiClient } from './api-client.ts';

/** Has a reference scanned, and waits until that is done; returns the image's id. */
export async function scanAndWait(api: ApiClient, reference: string): Promise<string> {
  const { id } = await api.send<{ id: string }>('POST', '/scans', { reference });
  const ended = await api.until<{ state: string; imageId: string }>(`/scans/${id}`, ({ state }) => state === 'done');
  return ended.imageId;
}

/** Has the advisories updated, and waits until they can be used. */
export async function updateAdvisories(api: ApiClient): Promise<void> {
  await api.send('POST', '/advisories/update');
  await api.until<{ advisories: { state: string } }>('/status', ({ advisories }) => advisories.state === 'ready');
}
