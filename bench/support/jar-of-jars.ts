import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, deflateRawSync } from 'node:zlib';
import { mediaTypes } from '#core/descriptor.ts';
import { type BuiltEntry, buildZip } from '#tests/support/build-zip.ts';
import { tarHeader } from '#tests/support/tar-writer.ts';
import { writeMetadata } from './large-image.ts';

/**
 * Writes an OCI layout whose one layer, not compressed, holds one archive of about `bytes`: libraries of 6 MiB, every other one deflated once more, and
 * one of 90 MiB that holds libraries itself, and a description. Returns how many packages there are.
 */
export async function writeJarOfJars(layout: string, bytes: number): Promise<{ packages: number; size: number }> {
  const libraries = Array.from({ length: 4 }, (_, seed) => libraryOf(seed));
  const large = packed('lib/large.jar', buildZip(libraries.flatMap((one, seed) => largeParts(one, seed))), false);
  const parts: Packed[] = [large];
  let size = large.body.length;
  for (let index = 0; size < bytes; index += 1) {
    const library = libraries[index % libraries.length] ?? Buffer.alloc(0);
    const kept = index < 8 ? packed('', library, index % 2 === 1) : (parts[(index % 8) + 1] ?? large);
    parts.push({ ...kept, name: `lib/copy_${index}.jar` });
    size += kept.body.length;
  }
  const pieces = zipPieces(parts);
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  await writeLayer(layout, pieces, length);
  return { packages: libraries.length, size: length };
}

/** Four copies a seed, so that the archive is larger than what is held in memory. */
function largeParts(library: Buffer, seed: number): readonly BuiltEntry[] {
  return Array.from({ length: 4 }, (_, copy) => ({
    name: `inner_${seed}_${copy}.jar`,
    content: library,
    stored: true,
  }));
}

function libraryOf(seed: number): Buffer {
  const classes = Array.from({ length: 1500 }, (_, index) => ({
    name: `org/example/l${seed}/C${index}.class`,
    content: randomBytes(3000 + (index % 2000)),
    descriptor: 'signed' as const,
  }));
  const properties = `groupId=org.example\nartifactId=library-${seed}\nversion=1.0\n`;
  return buildZip([
    ...classes,
    { name: `META-INF/maven/org.example/library-${seed}/pom.properties`, content: properties },
  ]);
}

interface Packed {
  readonly name: string;
  readonly body: Buffer;
  readonly size: number;
  readonly crc: number;
  readonly method: number;
}

function packed(name: string, content: Buffer, isDeflated: boolean): Packed {
  const body = isDeflated ? deflateRawSync(content, { level: 1 }) : content;
  return { name, body, size: content.length, crc: crc32(content), method: isDeflated ? 8 : 0 };
}

/** The archive in pieces: bodies that come again and again are in memory once. */
function zipPieces(parts: readonly Packed[]): readonly Buffer[] {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, body, size, crc, method } of parts) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(crc, 10);
    fields.writeUInt32LE(body.length, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name)]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), fields, rest, Buffer.from(name)]));
    pieces.push(local, body);
    offset += local.length + body.length;
  }
  const all = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(all.length, 12);
  end.writeUInt32LE(offset, 16);
  return [...pieces, all, end];
}

async function writeLayer(layout: string, pieces: readonly Buffer[], size: number): Promise<void> {
  const blobs = join(layout, 'blobs/sha256');
  await mkdir(blobs, { recursive: true });
  const hash = createHash('sha256');
  let length = 0;
  const blocks = function* () {
    const end = Buffer.alloc(((512 - (size % 512)) % 512) + 1024);
    for (const piece of [tarHeader({ name: 'app/all.jar', size, mode: 0o644, typeFlag: '0' }), ...pieces, end]) {
      hash.update(piece);
      length += piece.length;
      yield piece;
    }
  };
  await pipeline(Readable.from(blocks()), createWriteStream(join(blobs, 'layer')));
  const digest = hash.digest('hex');
  await rename(join(blobs, 'layer'), join(blobs, digest));
  await writeMetadata(layout, { digest, size: length, diffId: digest }, mediaTypes.ociLayer);
}
