import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

describe('readConfig', () => {
  it('has a default for everything', () => {
    const config = readConfig({}, { PLIMSOLL_DATA: '/data' });
    expect(config).toMatchObject({
      dataDirectory: '/data',
      host: '127.0.0.1',
      port: 8080,
      concurrency: 2,
      secretsInFiles: false,
      baseRepositories: [],
      advisoriesPath: '/data/advisories.db',
      updateEveryMs: 12 * 60 * 60 * 1000,
      logLevel: 'info',
      demo: false,
    });
    expect(config.databaseUrl).toBeUndefined();
  });

  it('takes the environment, and the command line before it', () => {
    const environment = {
      PLIMSOLL_PORT: '9000',
      PLIMSOLL_HOST: '0.0.0.0',
      PLIMSOLL_DEMO: 'true',
      DATABASE_URL: 'postgres://u:p@h/d',
    };
    const config = readConfig({ port: 0, dataDirectory: '/elsewhere' }, environment);
    expect(config).toMatchObject({ port: 0, host: '0.0.0.0', demo: true, advisoriesPath: '/elsewhere/advisories.db' });
    expect(config.databaseUrl?.reveal()).toBe('postgres://u:p@h/d');
    expect(JSON.stringify(config)).not.toContain('u:p');
  });

  it('lists all that is wrong at once, and no value', () => {
    const environment = { PLIMSOLL_PORT: '70000', PLIMSOLL_LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://root:hunter2@h' };
    const failure = () => readConfig({}, environment);
    expect(failure).toThrow(/PLIMSOLL_PORT .*<= 65535/s);
    expect(failure).toThrow(/PLIMSOLL_LOG_LEVEL/);
    expect(failure).toThrow(/DATABASE_URL/);
    expect(failure).not.toThrow(/hunter2/);
  });
});
