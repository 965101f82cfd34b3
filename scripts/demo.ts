/**
 * `npm run demo [-- --port N]`: the service with a small registry in this process, sample images built on the spot and sample advisories. Scans
 * everything, prints the address to open, and leaves nothing behind when it is stopped.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultLimits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';
import { updateAdvisoryDatabase } from '#engine/advisories/index.ts';
import { readConfig } from '#main/config.ts';
import { ConfigError } from '#main/config-error.ts';
import { startServer } from '#main/server.ts';
import { stopSignal } from '#main/stop-signal.ts';
import { startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { buildWeb } from './build-web.ts';
import { DemoClient } from './demo/demo-client.ts';
import { pushSampleImages } from './demo/push-sample-images.ts';
import { writeSampleFeeds } from './demo/sample-feeds.ts';
import { scanEverything } from './demo/scan-everything.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '8080' } } });
const signal = stopSignal();
const directory = await mkdtemp(join(tmpdir(), 'plimsoll-demo-'));
// As root, PostgreSQL runs as another user, who must be able to pass.
await chmod(directory, 0o711);
const say = (text: string) => process.stdout.write(`${text}\n`);

await using stack = new AsyncDisposableStack();
stack.defer(() => rm(directory, { recursive: true, force: true }));

say('Plimsoll demo: building the screens, sample images and advisories …');
const screens = buildWeb();
const registry = await startFakeRegistry();
stack.defer(() => registry.close());
const references = await pushSampleImages(registry.url);
const advisoriesPath = await buildSampleDatabase();
await screens;

const config = readConfig({ dataDirectory: join(directory, 'data'), port: Number(values.port), advisoriesPath });
const started = startServer({ ...config, demo: true, updateEveryMs: 0 }, { logger: silentLogger });
const server = await started.catch(async (error: unknown) => {
  if (!(error instanceof ConfigError)) throw error;
  // The port is taken, mostly: no bug of ours, and so no stack.
  await stack.disposeAsync();
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
stack.defer(() => server.close());
const password = server.adminPassword?.reveal() ?? '';
const client = new DemoClient(server.url);
await client.signIn('admin', password);
say(`Scanning ${references} references of the sample registry at ${registry.host} …`);
await scanEverything(client, registry.host, signal);

say(`\n  Open        ${server.url}\n  Sign in as  admin\n  Password    ${password}\n`);
say(`  Try Scan Now with ${registry.host}/shop/web:1.0. The advisories are a small sample. Ctrl+C ends the demo.`);
await new Promise<void>((resolve) => {
  if (signal.aborted) resolve();
  signal.addEventListener('abort', () => resolve(), { once: true });
});

async function buildSampleDatabase(): Promise<string> {
  const { from, own } = await writeSampleFeeds(join(directory, 'feeds'), new Date());
  const path = join(directory, 'advisories.db');
  await updateAdvisoryDatabase({
    path,
    from,
    own: [own],
    sample: true,
    fetch,
    now: () => new Date(),
    limits: defaultLimits,
    logger: silentLogger,
    signal: signal,
  });
  return path;
}
