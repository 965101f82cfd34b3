import { deflateRawSync, gzipSync } from 'node:zlib';
import type { CatalogerPlugIn } from '#engine/catalog/index.ts';

const quarter = 256 * 1024;

/** Beginnings of the formats that catalogers read, each followed by what its counts and offsets promise and do not keep. */
const beginnings: Readonly<Record<string, Uint8Array>> = {
  text: Buffer.from('Package: a\nStatus: install ok installed\nVersion: 1\n\n'.repeat(5_000)),
  fields: Buffer.from(`P:a\nV:1\nF:${'d/'.repeat(50_000)}\nR:f\n`),
  json: Buffer.from(`{"name":"a","version":"1","packages":[${'{"name":"a","version":"1"},'.repeat(5_000)}`),
  'deep json': Buffer.from('{"a":['.repeat(50_000)),
  'huge counts': Buffer.from(`{"packages":${'9'.repeat(300_000)}}`),
  xml: Buffer.from(`<package><metadata>${'<a>'.repeat(50_000)}`),
  toml: Buffer.from(`a = ${'['.repeat(100_000)}`),
  ruby: Buffer.from(`Gem::Specification.new do |s|\n  s.name = "${'a'.repeat(500_000)}\n`),
  php: Buffer.from(`<?php return array(${"'a' => array(".repeat(50_000)}`),
  serialized: Buffer.from(`a:999999999:{${'s:4:"name";a:1:{'.repeat(50_000)}`),
  elf: Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), Buffer.alloc(quarter, 0xff)]),
  pe: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(quarter, 0x7f)]),
  'mach-o': Buffer.concat([Buffer.from('cffaedfe', 'hex'), Buffer.alloc(quarter, 0xff)]),
  'build information': Buffer.concat([
    Buffer.from('7f454c4602010100', 'hex'),
    Buffer.alloc(64 * 1024),
    Buffer.from('\xff Go buildinf:\x08\x02', 'latin1'),
    Buffer.alloc(quarter, 0xff),
  ]),
  zip: Buffer.concat([Buffer.from('504b0304', 'hex'), deflateRawSync(Buffer.alloc(quarter)), Buffer.alloc(4096, 0xff)]),
  'zip directory': Buffer.concat([Buffer.from('504b0506', 'hex'), Buffer.alloc(18, 0xff)]),
  gzip: gzipSync(Buffer.alloc(quarter)),
  sqlite: Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(quarter, 0x01)]),
  'berkeley db': Buffer.concat([Buffer.alloc(12), Buffer.from('61150600', 'hex'), Buffer.alloc(quarter, 0xff)]),
  ndb: Buffer.concat([Buffer.from('RpmP'), Buffer.alloc(quarter, 0xff)]),
  nothing: Buffer.alloc(quarter),
  ones: Buffer.alloc(quarter, 0xff),
  noise: noise(quarter),
};

/** Broken files: each beginning, cut at every power of two. */
export const hostileCorpus: readonly { readonly name: string; readonly bytes: Uint8Array }[] = Object.entries(
  beginnings,
).flatMap(([name, bytes]) =>
  Array.from({ length: 20 }, (_, power) => 2 ** power)
    .filter((length) => length < 2 * bytes.length)
    .map((length) => ({ name: `${name}, ${length} bytes`, bytes: bytes.subarray(0, length) })),
);

/** Where a name must be more than any name. */
const otherPaths: Readonly<Record<string, readonly string[]>> = {
  portage: ['var/db/pkg/app-misc/a-1.0/CONTENTS', 'var/db/pkg/app-misc/a-1.0/LICENSE'],
  npm: ['app/node_modules/a/package.json'],
  luarocks: ['usr/lib/luarocks/rocks-5.1/a/1.0-1/a-1.0-1.rockspec'],
  julia: ['root/.julia/packages/Abc/a1B2c/Project.toml'],
};

/** One path for each kind of file in a cataloger's description; programs, where it wants files by content. */
export function wantedPaths(cataloger: CatalogerPlugIn): readonly string[] {
  const told = cataloger.about.reads.flatMap((text) =>
    Array.from(text.matchAll(/`([^`]+)`/g), ([, path = '']) => path),
  );
  const made = told.flatMap(alternatives).map((pattern) =>
    pattern
      .replace(/\*\*\/(?=[^*])/g, 'opt/a/')
      .replaceAll('**', 'a')
      .replaceAll('*', 'a')
      .replaceAll('NAME', 'a')
      .replaceAll('ID', 'a')
      .replaceAll('VERSION', '1.0'),
  );
  const wanted = [...made, ...(otherPaths[cataloger.name] ?? [])].filter((path) => cataloger.wants(path, 1000));
  return [...new Set([...wanted, ...(cataloger.wantsContent === undefined ? [] : ['usr/bin/python3'])])];
}

/** The texts that `a{b,c}` stands for; several groups one after the other. */
function alternatives(pattern: string): readonly string[] {
  const group = /^([^{]*)\{([^}]*)\}(.*)$/.exec(pattern);
  if (group === null) return pattern.split(', ');
  const [, before = '', inner = '', after = ''] = group;
  return inner.split(',').flatMap((one) => alternatives(`${before}${one}${after}`));
}

function noise(length: number): Uint8Array {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return bytes;
}
