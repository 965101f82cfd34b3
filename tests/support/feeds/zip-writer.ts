import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip that a test makes. The overrides write headers that lie. */
export interface ZipMember {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly stored?: boolean;
  readonly crc?: number;
  /** Size unpacked, as the headers say it. */
  readonly size?: number;
  readonly encrypted?: boolean;
  readonly method?: number;
}

/** A window of 4 KiB: what is made ready for more costs a small member most of its time. */
const small = { windowBits: 12, memLevel: 5 };

/** Writes a zip (PKWARE APPNOTE): local headers with bodies, the central directory, its end record. Names are written as given. */
export function writeZip(members: readonly ZipMember[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const content = Buffer.from(member.content);
    const body = member.stored === true ? content : deflateRawSync(content, content.length < 4096 ? small : {});
    const name = Buffer.from(member.name);
    const fields = commonFields(member, { content, body, name });
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, body]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, rest, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** What both headers share: version, flags, method, time, checksum, sizes, lengths of name and extra field. */
function commonFields(
  member: ZipMember,
  { content, body, name }: { readonly content: Buffer; readonly body: Buffer; readonly name: Buffer },
): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(0x800 | (member.encrypted === true ? 1 : 0), 2);
  fields.writeUInt16LE(member.method ?? (member.stored === true ? 0 : 8), 4);
  fields.writeUInt16LE(0x21, 8);
  fields.writeUInt32LE(member.crc ?? crc32(content), 10);
  fields.writeUInt32LE(body.length, 14);
  fields.writeUInt32LE(member.size ?? content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}
