import type { DemoClient } from './demo-client.ts';

interface Run {
  readonly id: string;
  readonly state: string;
  readonly outcomes?: Readonly<Record<string, number>>;
}

const intervalMs = 250;
const deadlineMs = 120_000;

/** Adds the sample registry to the service, has it scanned whole, and waits until that is done. */
export async function scanEverything(client: DemoClient, host: string, signal: AbortSignal): Promise<void> {
  const { id } = await client.post<{ id: string }>('/registries', {
    name: 'Sample registry',
    path: host,
    type: 'docker-v2',
    plainHttp: true,
    credential: {},
  });
  await client.post(`/registries/${id}/scans`, {});
  const deadline = Date.now() + deadlineMs;
  while (!signal.aborted) {
    const { items } = await client.get<{ items: readonly Run[] }>(`/registries/${id}/runs`);
    const [run] = items;
    if (run?.state === 'done') return;
    if (run?.state === 'failed') throw new Error('the sample registry could not be listed');
    if (Date.now() > deadline) throw new Error(`the sample scans have not ended after ${deadlineMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
}
