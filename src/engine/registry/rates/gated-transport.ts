import { parseRateLimit } from '../http/rate-limit.ts';
import { parseRequestQuota } from '../http/request-quota.ts';
import { parseRetryAfter } from '../http/retry-after.ts';
import type { HttpRequest, HttpResponse, Transport } from '../http/transport.ts';
import { createRequestGate, type RequestGate, type RequestGateOptions } from './request-gate.ts';

export interface GateSettings extends Omit<RequestGateOptions, 'key'> {
  readonly registry: string;
  readonly account: string;
}

/** A registry may redirect to ever other hosts; gates of those asked before are made anew. */
const maxGates = 100;

/** A transport whose every exchange passes the gate of the host that is asked, storage and token servers included. */
export function gatedTransport(transport: Transport, settings: GateSettings): Transport {
  const { registry, account, now } = settings;
  const gates = new Map<string, RequestGate>();
  const gateOf = (host: string) => {
    const gate = gates.get(host) ?? createRequestGate({ ...settings, key: { registry, account, host } });
    if (gates.size >= maxGates) gates.clear();
    gates.set(host, gate);
    return gate;
  };
  return {
    send: async (request) => {
      const gate = gateOf(request.url.host);
      await gate.enter(isPull(request), request.signal);
      const sentAt = now();
      try {
        const response = await transport.send(request);
        await gate.heard(answerOf(response, now()), sentAt);
        return response;
      } finally {
        gate.leave();
      }
    },
    close: () => transport.close(),
  };
}

/** What registries that count pulls take for one: a manifest that is fetched, as opposed to asked for (docs.docker.com/docker-hub/usage/pulls). */
function isPull({ method, url }: HttpRequest): boolean {
  return method === 'GET' && /^\/v2\/.+\/manifests\/[^/]+$/.test(url.pathname);
}

function answerOf({ status, header }: HttpResponse, now: number) {
  return {
    status,
    retryAfterMs: parseRetryAfter(header('retry-after'), now),
    pulls: parseRateLimit(header),
    quota: parseRequestQuota(header, now),
  };
}
