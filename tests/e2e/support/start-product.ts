import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultLimits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';
import { updateAdvisoryDatabase } from '#engine/advisories/index.ts';
import { readConfig } from '#main/config.ts';
import { startServer } from '#main/server.ts';
import { dockerRegistryUser, startDockerRegistry } from '#tests/support/registry/docker-registry.ts';
import { startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { copyDatabaseTemplate } from '#tests/support/service/database-template.ts';
import { buildWeb } from '../../../scripts/build-web.ts';
import { pushSampleImages } from '../../../scripts/demo/push-sample-images.ts';
import { writeSampleFeeds } from '../../../scripts/demo/sample-feeds.ts';

const { username, password } = dockerRegistryUser;
const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** The whole product, running: service with its own database, a registry with the sample images, and their advisories. */
export interface RunningProduct extends AsyncDisposable {
  readonly url: string;
  readonly password: string;
  /** Host and port of the registry, which speaks plain HTTP. */
  readonly registryHost: string;
}

export interface ProductOptions {
  /** Whether its registry is the program docker-registry, which lets in nobody but {@link dockerRegistryUser}. */
  readonly isProtected?: boolean;
}

/** Starts the product in temporary directories; disposing of it ends it and removes them. */
export async function startProduct({ isProtected = false }: ProductOptions = {}): Promise<RunningProduct> {
  await using stack = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'plimsoll-e2e-'));
  stack.defer(() => rm(directory, { recursive: true, force: true }));
  // Under root the database runs as another user, who must be able to enter.
  await chmod(directory, 0o755);
  await buildWeb();
  const registry = isProtected ? await startDockerRegistry({ htpasswd: true }) : await startFakeRegistry();
  stack.defer(() => registry.close());
  await pushSampleImages(registry.url, isProtected ? { authorization } : {});
  const advisoriesPath = join(directory, 'advisories.db');
  const { from, own } = await writeSampleFeeds(join(directory, 'feeds'), new Date());
  await updateAdvisoryDatabase({
    path: advisoriesPath,
    from,
    own: [own],
    sample: true,
    fetch,
    now: () => new Date(),
    limits: defaultLimits,
    logger: silentLogger,
    signal: AbortSignal.timeout(60_000),
  });
  const dataDirectory = join(directory, 'data');
  await copyDatabaseTemplate(dataDirectory);
  const config = readConfig({ dataDirectory, host: '127.0.0.1', port: 0, advisoriesPath }, {});
  const server = await startServer({ ...config, updateEveryMs: 0 }, { logger: silentLogger });
  stack.defer(() => server.close());
  const running = stack.move();
  return {
    url: server.url,
    password: server.adminPassword?.reveal() ?? '',
    registryHost: registry.host,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
