import { expect } from 'vitest';
import type { TestService } from './start-test-service.ts';

/** A scan as the service tells of it. */
export interface UploadScan {
  readonly id: string;
  readonly state: string;
  readonly reference: string;
  readonly imageId?: string;
  readonly code?: string;
  readonly message?: string;
}

/** What the service answers to an upload. */
export interface UploadAnswer {
  readonly status: number;
  readonly body: UploadScan & { readonly detail?: string };
}

/** Sends the bytes of an archive, as whoever is signed in unless `headers` say otherwise. */
export async function uploadArchive(
  service: TestService,
  bytes: Uint8Array,
  query: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<UploadAnswer> {
  const response = await fetch(`${service.url}/api/v1/uploads?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', cookie: service.api.cookie, ...headers },
    body: new Uint8Array(bytes),
  });
  return { status: response.status, body: (await response.json()) as UploadAnswer['body'] };
}

/** Uploads an archive and waits until its scan has ended. */
export async function scanArchive(service: TestService, bytes: Uint8Array, query: string): Promise<UploadScan> {
  const { status, body } = await uploadArchive(service, bytes, query);
  expect(status).toBe(202);
  return service.api.until<UploadScan>(`/scans/${body.id}`, ({ state }) => state !== 'queued' && state !== 'running');
}
