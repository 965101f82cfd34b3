import type { ProxyAgent } from 'undici';

/** `fetch` through the proxy that `proxyOf` names for each address; direct where it names none. */
export function proxyFetch(proxyOf: (url: string) => string | undefined): typeof globalThis.fetch {
  const agents = new Map<string, ProxyAgent>();
  return async (input: string | URL | Request, init?: RequestInit) => {
    const url = input instanceof Request ? input.url : String(input);
    const proxy = /^https?:/.test(url) ? proxyOf(url) : undefined;
    if (proxy === undefined) return globalThis.fetch(input, init);
    // Loaded only where there is a proxy: it takes longer to load than all of a small scan.
    const { fetch, ProxyAgent } = await import('undici');
    const agent = agents.get(proxy) ?? new ProxyAgent(proxy);
    agents.set(proxy, agent);
    const response = await fetch(url, { ...init, dispatcher: agent } as Parameters<typeof fetch>[1]);
    return response;
  };
}
