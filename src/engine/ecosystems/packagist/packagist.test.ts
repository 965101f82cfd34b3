import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missing } from '#tests/support/requirements.ts';
import { packagist } from './packagist.ts';

describe('packagist', () => {
  it.each([['capitals', 'Symfony/HTTP-Kernel', 'symfony/http-kernel']])(
    '%s: %s is looked up as %s',
    (_about, name, normal) => {
      expect(packagist.normaliseName(name)).toBe(normal);
    },
  );
});

/** A project whose `acme/lib` can be upgraded only together with what that needs; nothing is fetched. */
const project = {
  repositories: [
    { 'packagist.org': false },
    {
      type: 'package',
      package: [
        { name: 'acme/lib', version: '1.0.0', type: 'metapackage', require: { 'acme/dep': '^1.0' } },
        { name: 'acme/lib', version: '1.1.0', type: 'metapackage', require: { 'acme/dep': '^1.1' } },
        { name: 'acme/dep', version: '1.0.0', type: 'metapackage' },
        { name: 'acme/dep', version: '1.1.0', type: 'metapackage' },
      ],
    },
  ],
  require: { 'acme/lib': '^1.0' },
};

describe.skipIf(missing(['php', 'composer'], { optional: true }))('Composer itself [needs php, composer]', () => {
  it('does the upgrade that is advised, with what it needs', () => {
    const directory = mkdtempSync(join(tmpdir(), 'plimsoll-composer-'));
    const home = { COMPOSER_ALLOW_SUPERUSER: '1', COMPOSER_HOME: join(directory, 'home'), COMPOSER_NO_AUDIT: '1' };
    const composer = (command: string) => {
      const [, ...args] = [...command.split(' '), '--no-interaction'];
      return spawnSync('composer', args, {
        cwd: directory,
        env: { ...process.env, ...home },
        encoding: 'utf8',
        timeout: 50_000,
      });
    };
    try {
      writeFileSync(join(directory, 'composer.json'), JSON.stringify(project));
      composer('composer update --with acme/lib:1.0.0 --with acme/dep:1.0.0');
      const advised = packagist.upgradeCommand({ name: 'acme/lib', from: '1.0.0', to: '1.1.0' });
      const { status, stderr } = composer(advised);
      expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.stringContaining('(1.0.0 => 1.1.0)') });
      const lock: { packages: { name: string; version: string }[] } = JSON.parse(
        readFileSync(join(directory, 'composer.lock'), 'utf8'),
      );
      expect(lock.packages.map(({ name, version }) => `${name} ${version}`)).toEqual([
        'acme/dep 1.1.0',
        'acme/lib 1.1.0',
      ]);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
