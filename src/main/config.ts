import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { Secret } from '#core/secret.ts';
import { readEnvironment } from './config-environment.ts';
import { ConfigError } from './config-error.ts';
import type { ProxySettings } from './proxy.ts';

/** All settings of the service that come from environment variables, with defaults and help. */
export const settingsSchema = Type.Object({
  PLIMSOLL_DATA: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'Where everything is kept. Default: plimsoll in the XDG data directory; for root /var/lib/plimsoll.',
    }),
  ),
  PLIMSOLL_HOST: Type.String({
    minLength: 1,
    default: '127.0.0.1',
    description: 'Address to listen on; 0.0.0.0 for all.',
  }),
  PLIMSOLL_TRUSTED_PROXIES: Type.Optional(
    Type.String({
      description:
        'Networks, separated by commas, of the proxies through which browsers reach the service: 127.0.0.1, 10.0.0.0/8. What those say of who asks (X-Forwarded-For) and how (X-Forwarded-Proto, X-Forwarded-Host) is believed. Default: nobody is.',
    }),
  ),
  PLIMSOLL_PORT: Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: 8080,
    description: 'Port to listen on; 0 for any free one.',
  }),
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description:
        'A PostgreSQL (15 or later) to use instead of the built-in one: postgres://user:password@host:5432/database.',
    }),
  ),
  PLIMSOLL_ENCRYPTION_KEY: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'Key that registry credentials are encrypted with: 64 hexadecimal digits, or "openssl rand -base64 32". Default: encryption.key in the data directory, made at first start.',
    }),
  ),
  PLIMSOLL_ENCRYPTION_KEY_PREVIOUS: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'The key before, to change keys: at the next start all credentials are encrypted with the present one. Not needed after that.',
    }),
  ),
  PLIMSOLL_CONCURRENCY: Type.Integer({
    minimum: 1,
    maximum: 64,
    default: 2,
    description: 'Images scanned at once by a process.',
  }),
  PLIMSOLL_SECRETS_IN_FILES: Type.Boolean({
    default: false,
    description:
      'Look for credentials in the files of images too, not only in environment, labels and history: true or false.',
  }),
  PLIMSOLL_BINARY_CLASSIFIERS: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'File (JSON) that says how more programs are recognised by what they say of themselves. Default: the built-in table alone.',
    }),
  ),
  PLIMSOLL_BASE_REPOSITORIES: Type.Optional(
    Type.String({
      description:
        'Repositories, separated by commas, whose images are taken as base images before all others: registry.example/base/*. Default: the image that shares most layers.',
    }),
  ),
  PLIMSOLL_REGISTRY_NETWORKS: Type.Optional(
    Type.String({
      description:
        'Networks, separated by commas, in which registries may be asked although they are this machine or its link-local neighbours: 127.0.0.0/8. Default: none, but for a registry that is given as localhost.',
    }),
  ),
  PLIMSOLL_ADVISORIES: Type.Optional(
    Type.String({ minLength: 1, description: 'The advisory database. Default: advisories.db in the data directory.' }),
  ),
  PLIMSOLL_ADVISORIES_FROM: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'Directory or base URL to fetch advisories from, laid out as upstream. Default: upstream.',
    }),
  ),
  PLIMSOLL_UPDATE_HOURS: Type.Number({
    minimum: 0,
    maximum: 8760,
    default: 12,
    description: 'Age in hours at which advisories are updated; 0 for never.',
  }),
  PLIMSOLL_KEEP_SCANS_DAYS: Type.Number({
    minimum: 1,
    maximum: 3650,
    default: 30,
    description: 'Days for which ended scans are listed. Images are kept.',
  }),
  PLIMSOLL_REFERRERS_DAYS: Type.Number({
    minimum: 0,
    maximum: 3650,
    default: 30,
    description:
      'Age in days at which a run asks again what is attached to an image that has not changed, which costs a request for each; 0 for every run. New tags of cosign are noticed by any run.',
  }),
  PLIMSOLL_LOG_LEVEL: Type.Unsafe<'debug' | 'info' | 'warn' | 'error' | 'silent'>({
    type: 'string',
    enum: ['debug', 'info', 'warn', 'error', 'silent'],
    default: 'info',
    description: 'How much is logged, to stderr: debug, info, warn, error or silent.',
  }),
  PLIMSOLL_DEMO: Type.Boolean({
    default: false,
    description: 'Marks the service as a demonstration with sample data: true or false.',
  }),
});

type Settings = Static<typeof settingsSchema>;

/** What the command line says; it goes before the environment. */
export interface ConfigOptions {
  readonly dataDirectory?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly advisoriesPath?: string | undefined;
  readonly advisoriesFrom?: string | undefined;
}

/** How the service runs. */
export interface Config {
  readonly dataDirectory: string;
  readonly host: string;
  readonly port: number;
  readonly trustedProxies: readonly string[];
  readonly databaseUrl: Secret | undefined;
  readonly encryptionKey: Secret | undefined;
  readonly previousEncryptionKey: Secret | undefined;
  readonly concurrency: number;
  readonly secretsInFiles: boolean;
  readonly binaryClassifiersPath: string | undefined;
  readonly baseRepositories: readonly string[];
  readonly registryNetworks: readonly string[];
  readonly advisoriesPath: string;
  readonly advisoriesFrom: string | undefined;
  readonly updateEveryMs: number;
  readonly keepScansMs: number;
  readonly referrersEveryMs: number;
  readonly logLevel: Settings['PLIMSOLL_LOG_LEVEL'];
  readonly demo: boolean;
  readonly webDirectory: string;
  readonly proxy: ProxySettings;
  /** A variable that clouds set for the programs that run there; empty counts as not set. */
  readonly variable: (name: string) => string | undefined;
  /** PATH, where a system's PostgreSQL is looked for. */
  readonly searchPath: string;
}

const hourMs = 60 * 60 * 1000;

/** Reads the settings; throws a ConfigError that lists all that is wrong with them. */
export function readConfig(
  options: ConfigOptions = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const settings = readSettings(environment);
  const common = readEnvironment(environment);
  const dataDirectory = resolve(options.dataDirectory ?? common.dataDirectory);
  return {
    dataDirectory,
    host: options.host ?? settings.PLIMSOLL_HOST,
    port: options.port ?? settings.PLIMSOLL_PORT,
    trustedProxies: members(settings.PLIMSOLL_TRUSTED_PROXIES),
    databaseUrl: secret(settings.DATABASE_URL),
    encryptionKey: secret(settings.PLIMSOLL_ENCRYPTION_KEY),
    previousEncryptionKey: secret(settings.PLIMSOLL_ENCRYPTION_KEY_PREVIOUS),
    concurrency: settings.PLIMSOLL_CONCURRENCY,
    secretsInFiles: settings.PLIMSOLL_SECRETS_IN_FILES,
    binaryClassifiersPath: settings.PLIMSOLL_BINARY_CLASSIFIERS,
    baseRepositories: members(settings.PLIMSOLL_BASE_REPOSITORIES),
    registryNetworks: members(settings.PLIMSOLL_REGISTRY_NETWORKS),
    advisoriesPath: resolve(
      options.advisoriesPath ?? settings.PLIMSOLL_ADVISORIES ?? join(dataDirectory, 'advisories.db'),
    ),
    advisoriesFrom: options.advisoriesFrom ?? settings.PLIMSOLL_ADVISORIES_FROM,
    updateEveryMs: settings.PLIMSOLL_UPDATE_HOURS * hourMs,
    keepScansMs: settings.PLIMSOLL_KEEP_SCANS_DAYS * 24 * hourMs,
    referrersEveryMs: settings.PLIMSOLL_REFERRERS_DAYS * 24 * hourMs,
    logLevel: settings.PLIMSOLL_LOG_LEVEL,
    demo: settings.PLIMSOLL_DEMO,
    webDirectory: fileURLToPath(new URL('../../web/dist', import.meta.url)),
    proxy: common.proxy,
    variable: (name) => environment[name] || undefined,
    searchPath: environment.PATH ?? '',
  };
}

/** The members of a list that is separated by commas. */
function members(text = ''): readonly string[] {
  return text
    .split(',')
    .map((member) => member.trim())
    .filter(Boolean);
}

interface Described {
  readonly description?: string;
}

function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const names = Object.keys(settingsSchema.properties);
  const given = names.flatMap((name) => {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  const settings = Value.Default(settingsSchema, Value.Convert(settingsSchema, Object.fromEntries(given)));
  if (Value.Check(settingsSchema, settings)) return settings;
  throw new ConfigError(
    Value.Errors(settingsSchema, settings).map(({ instancePath, message }) => {
      const name = instancePath.slice(1);
      const { description: help = '' } = settingsSchema.properties[name as keyof Settings] as Described;
      return `${name} ${message}. ${help}`;
    }),
  );
}

function secret(text: string | undefined): Secret | undefined {
  return text === undefined ? undefined : new Secret(text);
}
