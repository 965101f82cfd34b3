import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, silentLogger } from '#core/logger.ts';
import { type ConfigOptions, readConfig } from '#main/config.ts';
import { type RunningServer, startServer } from '#main/server.ts';
import { type ApiClient, createApiClient } from './api-client.ts';
import { copyDatabaseTemplate } from './database-template.ts';

/** A service in this process, with a database of its own, that somebody is signed in to. */
export interface TestService extends RunningServer {
  readonly api: ApiClient;
  readonly dataDirectory: string;
  readonly password: string;
}

export interface TestServiceOptions extends ConfigOptions {
  /** Settings besides those that tests need: no updates by themselves, any free port. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly logger?: Logger;
  readonly password?: string;
}

const made: string[] = [];

/** A new directory below the system's temporary one, until {@link removeTemporaryDirectories}. */
export async function makeTemporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'plimsoll-test-'));
  made.push(directory);
  return directory;
}

/** Removes the directories that this test file has made. */
export async function removeTemporaryDirectories(): Promise<void> {
  for (const directory of made.splice(0)) await rm(directory, { recursive: true, force: true });
}

/** Ends what a test file has started, as far as it came, in that order, and removes the directories that it has made. */
export async function endAll(...started: readonly ({ close(): Promise<void> } | undefined)[]): Promise<void> {
  for (const one of started) await one?.close();
  await removeTemporaryDirectories();
}

/** Starts a service in a new data directory, or the one given. */
export async function startTestService(options: TestServiceOptions = {}): Promise<TestService> {
  const { environment = {}, logger = silentLogger, password, ...given } = options;
  const dataDirectory = given.dataDirectory ?? (await makeTemporaryDirectory());
  const settings = {
    PLIMSOLL_UPDATE_HOURS: '0',
    // Where nothing is, so that no test asks the sources on the internet.
    PLIMSOLL_ADVISORIES_FROM: join(dataDirectory, 'no-feeds'),
    PATH: process.env.PATH ?? '',
    ...environment,
  };
  const config = readConfig({ port: 0, ...given, dataDirectory }, settings);
  if (config.databaseUrl === undefined) await copyDatabaseTemplate(dataDirectory);
  const server = await startServer(config, { logger });
  const secret = password ?? server.adminPassword?.reveal() ?? '';
  const api = createApiClient(server.url);
  await api.signIn('admin', secret);
  return { ...server, api, dataDirectory, password: secret };
}
