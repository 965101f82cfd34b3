import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { missing } from '../requirements.ts';
import { type Reference, referenceScript } from './reference.ts';

/**
 * `golang.org/x/mod/semver` and `go/version` of the Go that is installed, whose own tools carry a copy of the former, built for
 * the tests of one file; undefined where there is no Go, or an old one.
 */
export function goReference(): Reference | undefined {
  if (missing('go', { optional: true })) return undefined;
  const directory = mkdtempSync(join(tmpdir(), 'plimsoll-go-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const options = {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, GOTOOLCHAIN: 'local', GOPROXY: 'off', GOFLAGS: '' },
  } as const;
  const root = execFileSync('go', ['env', 'GOROOT'], options).trim();
  const semver = join(root, 'src/cmd/vendor/golang.org/x/mod/semver/semver.go');
  if (!existsSync(semver) || !existsSync(join(root, 'src/go/version'))) return undefined;
  mkdirSync(join(directory, 'semver'), { recursive: true });
  copyFileSync(semver, join(directory, 'semver/semver.go'));
  copyFileSync(referenceScript('go.go'), join(directory, 'main.go'));
  writeFileSync(join(directory, 'go.mod'), 'module reference\n\ngo 1.22\n');
  const program = join(directory, 'answer');
  execFileSync('go', ['build', '-o', program, '.'], options);
  return { needs: 'go', program, args: [] };
}
