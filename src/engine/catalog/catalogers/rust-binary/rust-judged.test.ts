import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTemporaryDirectory } from '#tests/support/image-context.ts';
import { missing } from '#tests/support/requirements.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { rustBinary } from './rust-binary.ts';

const directory = useTemporaryDirectory();

describe.skipIf(missing(['cargo', 'cargo-auditable'], { optional: true }))(
  'lists what cargo lists [needs cargo and cargo-auditable]',
  () => {
    it('of a program with local dependencies', async () => {
      const manifest = (name: string, version: string, more = '') =>
        `[package]\nname = "${name}"\nversion = "${version}"\nedition = "2021"\n${more}`;
      write('library/Cargo.toml', manifest('a-library', '1.2.3'));
      write('library/src/lib.rs', 'pub fn answer() -> u32 { 42 }\n');
      write('tool/Cargo.toml', manifest('a-tool', '4.5.6'));
      write('tool/src/lib.rs', '');
      const dependencies =
        '[dependencies]\na-library = { path = "../library" }\n[build-dependencies]\na-tool = { path = "../tool" }\n';
      write('program/Cargo.toml', manifest('a-program', '0.1.0', dependencies));
      write('program/build.rs', 'fn main() {}\n');
      write('program/src/main.rs', 'fn main() { println!("{}", a_library::answer()); }\n');
      const cwd = join(directory.path, 'program');
      const env = { ...process.env, CARGO_TARGET_DIR: join(directory.path, 'target') };
      execFileSync('cargo', ['auditable', 'build', '--offline', '--quiet'], { cwd, env, stdio: 'pipe' });
      const tree = execFileSync('cargo', ['tree', '--offline', '--edges', 'normal', '--prefix', 'none'], {
        cwd,
        env,
        encoding: 'utf8',
      });
      const listed = tree
        .trim()
        .split('\n')
        .map((line) => line.split(' ').slice(0, 2).join(' ').replace(' v', ' '));
      const program = readFileSync(join(directory.path, 'target/debug/a-program'));
      const { packages } = await runCataloger(rustBinary, { 'usr/bin/a-program': program });
      expect(packages.map(({ name, version }) => `${name} ${version}`).toSorted()).toEqual(listed.toSorted());
      expect(packages).toHaveLength(2);
    }, 300_000);
  },
);

function write(path: string, content: string): void {
  const target = join(directory.path, path);
  mkdirSync(join(target, '..'), { recursive: true });
  writeFileSync(target, content);
}
