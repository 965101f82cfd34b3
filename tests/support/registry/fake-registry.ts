import { startServer, type TestServer, type TlsFiles } from './http-server.ts';
import type { Misbehaviour } from './misbehaviour.ts';
import { admit, type RegistryAccess } from './registry-access.ts';
import { serveRegistry } from './registry-routes.ts';
import { RegistryStore } from './registry-store.ts';

export interface FakeRegistryOptions {
  readonly access?: RegistryAccess;
  readonly tls?: TlsFiles;
}

export interface Misconduct {
  /** Which requests: a pattern that their path matches. */
  readonly on: RegExp;
  readonly method?: string;
  /** How many times; always if left out. */
  readonly times?: number;
  readonly how: Misbehaviour;
}

export interface FakeRegistry extends TestServer {
  readonly store: RegistryStore;
  /** From now on, behave badly on some requests. The latest fitting one wins. */
  misbehave(misconduct: Misconduct): void;
}

/** A registry in this process, with its content in memory, that can be told to behave badly. */
export async function startFakeRegistry(options: FakeRegistryOptions = {}): Promise<FakeRegistry> {
  const store = new RegistryStore();
  const access = options.access ?? { kind: 'none' };
  const misconducts: { readonly rule: Misconduct; left: number }[] = [];
  const server = await startServer(async (request, response) => {
    const serve = async () => {
      if (admit(request, response, access)) await serveRegistry(request, response, store);
    };
    const found = misconducts.find(
      ({ rule, left }) =>
        left > 0 && rule.on.test(request.url ?? '') && (rule.method === undefined || rule.method === request.method),
    );
    if (found === undefined) return await serve();
    found.left -= 1;
    await found.rule.how(request, response, serve);
  }, options.tls);
  return Object.assign(server, {
    store,
    misbehave: (rule: Misconduct) => void misconducts.unshift({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }),
  });
}
