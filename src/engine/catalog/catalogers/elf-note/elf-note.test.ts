import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Distro } from '#core/distro.ts';
import { missing } from '#tests/support/requirements.ts';
import { bookworm, runCataloger } from '#tests/support/run-cataloger.ts';
import { elfNote } from './elf-note.ts';
import { packageNoteText } from './package-note.ts';

interface Layout {
  readonly is64?: boolean;
  readonly isLittle?: boolean;
  /** Where the notes lie. */
  readonly offset?: number;
}

const note = (owner: string, type: number, text: string, isLittle = true): Buffer => {
  const [name, description] = [owner, text].map((one) => Buffer.from(`${one}\0`));
  if (name === undefined || description === undefined) return expect.unreachable();
  const header = Buffer.alloc(12);
  for (const [index, value] of [name.length, description.length, type].entries()) {
    if (isLittle) header.writeUInt32LE(value, index * 4);
    else header.writeUInt32BE(value, index * 4);
  }
  const filled = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  return Buffer.concat([header, filled(name), filled(description)]);
};
const packageNote = (text: string, isLittle = true) => note('FDO', 0xcafe1a7e, text, isLittle);

/** An ELF file of nothing but headers and one segment of notes (elf(5)). */
function elf(notes: Buffer, { is64 = true, isLittle = true, offset = 4096 }: Layout = {}): Buffer {
  const file = Buffer.concat([Buffer.alloc(offset), notes, Buffer.alloc(5000)]);
  file.set([0x7f, 0x45, 0x4c, 0x46, is64 ? 2 : 1, isLittle ? 1 : 2, 1]);
  const put = (at: number, value: number, bytes: number) => {
    for (let index = 0; index < bytes; index += 1) {
      file[at + (isLittle ? index : bytes - 1 - index)] = index < 4 ? (value >>> (index * 8)) & 0xff : 0;
    }
  };
  const word = is64 ? 8 : 4;
  const table = is64 ? 64 : 52;
  put(is64 ? 32 : 28, table, word);
  put(is64 ? 54 : 42, is64 ? 56 : 32, 2);
  put(is64 ? 56 : 44, 1, 2);
  put(table, 4, 4);
  put(table + (is64 ? 8 : 4), offset, word);
  put(table + (is64 ? 32 : 16), notes.length, word);
  return file;
}

const ofFedora = {
  type: 'rpm',
  name: 'coreutils',
  version: '9.0-5.fc36',
  architecture: 'x86_64',
  osCpe: 'cpe:/o:fedoraproject:fedora:36',
};
const fedora: Distro = {
  id: 'fedora',
  versionId: '36',
  prettyName: 'Fedora Linux 36',
  idLike: [],
  ecosystem: 'fedora',
  release: '36',
};
const ofDebian = { type: 'deb', os: 'Debian', name: 'systemd', version: '252.39-1~deb12u2', architecture: 'amd64' };

async function found(file: Buffer, distro?: Distro) {
  const { packages, problems } = await runCataloger(elfNote, { 'usr/bin/program': file }, distro);
  return { purls: packages.map(({ purl, ecosystem }) => `${ecosystem} ${purl}`), problems, packages };
}

describe('package notes of ELF files', () => {
  it('name the package of the distro, with its source', async () => {
    const { packages, problems } = await found(elf(packageNote(JSON.stringify(ofDebian))), bookworm);
    expect(problems).toEqual([]);
    expect(packages).toEqual([
      {
        purl: 'pkg:deb/debian/systemd@252.39-1~deb12u2?arch=amd64&distro=debian-12',
        type: 'deb',
        ecosystem: 'debian',
        name: 'systemd',
        version: '252.39-1~deb12u2',
        source: { name: 'systemd', version: '252.39-1~deb12u2' },
        architecture: 'amd64',
        licenses: [],
        details: { kind: 'elf-note' },
        paths: ['usr/bin/program'],
      },
    ]);
  });

  it.each<[string, object, Distro | undefined, string]>([
    [
      'of the image’s release',
      ofFedora,
      fedora,
      'fedora pkg:rpm/fedora/coreutils@9.0-5.fc36?arch=x86_64&distro=fedora-36',
    ],
    [
      'of another distro',
      ofFedora,
      bookworm,
      'binary pkg:rpm/fedora/coreutils@9.0-5.fc36?arch=x86_64&distro=fedora-36',
    ],
    [
      'of another release',
      ofFedora,
      { ...fedora, versionId: '40' },
      'binary pkg:rpm/fedora/coreutils@9.0-5.fc36?arch=x86_64&distro=fedora-36',
    ],
    [
      'where the image has no distro',
      ofDebian,
      undefined,
      'binary pkg:deb/debian/systemd@252.39-1~deb12u2?arch=amd64&distro=debian',
    ],
    [
      'that says no distro',
      { ...ofDebian, os: undefined },
      bookworm,
      'debian pkg:deb/debian/systemd@252.39-1~deb12u2?arch=amd64&distro=debian-12',
    ],
    ['of no distro', { type: 'custom', name: 'tool', version: '1.2' }, bookworm, 'binary pkg:generic/tool@1.2'],
  ])('are read: %s', async (_name, written, distro, expected) => {
    const { purls } = await found(elf(packageNote(JSON.stringify(written))), distro);
    expect(purls).toEqual([expected]);
  });

  it.each<[string, Layout]>([
    ['32 bits', { is64: false }],
    ['big end first', { isLittle: false }],
    ['32 bits, big end first', { is64: false, isLittle: false }],
    ['notes right behind the headers', { offset: 120 }],
    ['notes across chunks', { offset: 8100 }],
    ['notes far on', { offset: 1_000_000 }],
  ])('are found in files of %s', async (_name, layout) => {
    const notes = Buffer.concat([
      note('GNU', 3, 'build-id', layout.isLittle),
      packageNote(JSON.stringify(ofFedora), layout.isLittle),
    ]);
    expect((await found(elf(notes, layout), fedora)).purls).toHaveLength(1);
  });

  it.each<[string, Buffer, Layout?]>([
    ['there are other notes only', note('GNU', 3, 'x')],
    ['the note has another owner', note('XYZ', 0xcafe1a7e, JSON.stringify(ofFedora))],
    ['the notes lie further on than is read', packageNote(JSON.stringify(ofFedora)), { offset: 5_000_000 }],
  ])('are none where %s', async (_name, notes, layout = {}) => {
    expect(await found(elf(notes, layout))).toEqual({ purls: [], problems: [], packages: [] });
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[1]'],
    ['no name', '{"type":"rpm","version":"1"}'],
    ['a name that is none', '{"type":"rpm","name":"a b","version":"1"}'],
    ['a version that is none', '{"type":"rpm","name":"a","version":"1 2"}'],
  ])('are a problem where they hold %s', async (_name, text) => {
    const { packages, problems } = await found(elf(packageNote(text)));
    expect(packages).toEqual([]);
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['catalog/manifest-unreadable', 'usr/bin/program'],
    ]);
  });

  it('opens ELF files alone', async () => {
    const { opened } = await runCataloger(elfNote, {
      'bin/a': elf(Buffer.from('x')),
      'bin/b': '#!/bin/sh',
      'bin/c.exe': 'MZ',
    });
    expect(opened).toEqual(['bin/a']);
  });

  it('end whatever the notes hold', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, isLittle) => {
        const text = packageNoteText(bytes, isLittle);
        expect(text === undefined || text.length <= bytes.length).toBe(true);
      }),
    );
  });

  it('are read or refused wherever a file is damaged', async () => {
    const whole = elf(packageNote(JSON.stringify(ofFedora)));
    await fc.assert(
      fc.asyncProperty(fc.nat(4300), fc.nat(255), fc.nat(whole.length), async (at, byte, end) => {
        const damaged = Buffer.from(whole);
        damaged[at] = byte;
        const { packages } = await found(damaged.subarray(0, Math.max(end, 64)));
        expect(packages.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });

  describe.skipIf(missing(['gcc', 'readelf'], { optional: true }))(
    'as a linker writes them [needs gcc, readelf]',
    () => {
      it('are what readelf shows', async () => {
        const directory = mkdtempSync(join(tmpdir(), 'plimsoll-elf-'));
        try {
          const [source, program] = [join(directory, 'a.c'), join(directory, 'a')];
          writeFileSync(source, 'int main(void) { return 0; }\n');
          // Commas separate options of the linker.
          const text = JSON.stringify(ofFedora);
          const assembly = join(directory, 'note.s');
          writeFileSync(
            assembly,
            `.section .note.package,"a",@note\n.balign 4\n.long 4,2f-1f,0xcafe1a7e\n.asciz "FDO"\n1: .asciz ${JSON.stringify(text)}\n2: .balign 4\n.section .note.GNU-stack,"",@progbits\n`,
          );
          execFileSync('gcc', ['-o', program, source, assembly]);
          const shown = execFileSync('readelf', ['-n', program]).toString();
          expect(shown).toContain(text);
          expect((await found(readFileSync(program), fedora)).packages).toEqual([
            expect.objectContaining({ name: ofFedora.name, version: ofFedora.version, architecture: 'x86_64' }),
          ]);
        } finally {
          rmSync(directory, { recursive: true });
        }
      });
    },
  );
});
