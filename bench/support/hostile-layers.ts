import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mediaTypes } from '#core/descriptor.ts';
import { tarHeader } from '#tests/support/tar-writer.ts';
import { writeMetadata } from './large-image.ts';

const blockBytes = 512;
const mebibyte = 1024 * 1024;
const nameLength = 5_000;
const elfMagic = Buffer.from('7f454c4602010100', 'hex');

/** Layers that ask much of whoever reads them, each grown by a factor from 0 to 1. */
export const hostileLayers: Readonly<Record<string, (factor: number) => Iterable<Uint8Array>>> = {
  'a program of 200 MiB': (factor) => largeProgram(Math.round(200 * factor) * mebibyte),
  '300,000 files': (factor) =>
    manyFiles(Math.round(300_000 * factor), (index) => `opt/d${index % 997}/program-${index}`),
  '300,000 programs': (factor) =>
    manyFiles(Math.round(300_000 * factor), (index) => `opt/d${index % 997}/program-${index}`, 1),
  '4,000 names of 5,000 characters': (factor) =>
    manyFiles(Math.round(4_000 * factor), (index) => `opt/${String(index).padEnd(nameLength, 'x')}`),
};

/** Writes an OCI layout whose one layer, not compressed, is made of these pieces of a tar; returns its size in bytes. */
export async function writeHostileLayer(layout: string, pieces: Iterable<Uint8Array>): Promise<number> {
  const blobs = join(layout, 'blobs/sha256');
  await mkdir(blobs, { recursive: true });
  const hash = createHash('sha256');
  let size = 0;
  const counted = function* () {
    for (const piece of [pieces, [Buffer.alloc(2 * blockBytes)]].values()) {
      for (const bytes of piece) {
        hash.update(bytes);
        size += bytes.length;
        yield bytes;
      }
    }
  };
  await pipeline(Readable.from(counted()), createWriteStream(join(blobs, 'layer')));
  const digest = hash.digest('hex');
  await rename(join(blobs, 'layer'), join(blobs, digest));
  await writeMetadata(layout, { digest, size, diffId: digest }, mediaTypes.ociLayer);
  return size;
}

/** It begins like a program, and what is looked for in programs nearly comes again and again. */
function* largeProgram(bytes: number): Generator<Uint8Array> {
  yield tarHeader({ name: 'usr/local/bin/server', size: bytes, mode: 0o755, typeFlag: '0' });
  const piece = Buffer.alloc(mebibyte, Buffer.from('\xff Go buildinf \0go1.2.dep-v0 \0version 1.2.3\0', 'latin1'));
  for (let written = 0; written < bytes; written += piece.length) {
    yield written === 0 ? Buffer.concat([elfMagic, piece.subarray(elfMagic.length)]) : piece;
  }
}

/** Files of 512 bytes; one in `programEvery` begins like a program. */
function* manyFiles(count: number, nameOf: (index: number) => string, programEvery = 20): Generator<Uint8Array> {
  const text = Buffer.alloc(blockBytes, 'text ');
  const program = Buffer.concat([elfMagic, Buffer.alloc(blockBytes - elfMagic.length)]);
  for (let index = 0; index < count; index += 1) {
    const name = nameOf(index);
    const content = index % programEvery === 0 ? program : text;
    if (name.length > 100) yield* extendedHeader(name);
    yield tarHeader({ name: name.slice(0, 100), size: content.length, mode: 0o755, typeFlag: '0' });
    yield content;
  }
}

/** A pax header that gives the path of the entry after it (pubs.opengroup.org, pax, Extended Header). */
function* extendedHeader(path: string): Generator<Uint8Array> {
  const record = ` path=${path}\n`;
  const digits = String(record.length + 4).length;
  const body = Buffer.from(`${record.length + digits}${record}`);
  yield tarHeader({ name: 'pax', size: body.length, mode: 0o644, typeFlag: 'x' });
  yield body;
  yield Buffer.alloc((blockBytes - (body.length % blockBytes)) % blockBytes);
}
