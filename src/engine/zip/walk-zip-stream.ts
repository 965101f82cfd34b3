import { setImmediate } from 'node:timers/promises';
import { directoryEntryLengths, isAnotherCount, parseDirectoryEntry, wrongCount } from './central-directory.ts';
import type { ForwardBytes } from './forward-bytes.ts';
import { skipToDescriptor } from './skip-entry.ts';
import { entryContent, type StreamedEntry, takeLocalHeader } from './stream-entry.ts';
import { asBuffer } from './zip-bytes.ts';
import { inZip64, signatures, type ZipEntry } from './zip-entry.ts';
import { ZipError } from './zip-error.ts';

/** Whoever looks at the entries of an archive that streams by. */
export interface ZipStreamVisitor {
  /** Asked of each entry, by its header where `place` is `entries`, and again by the directory at the end. */
  wants(name: string, place: 'entries' | 'directory'): boolean;
  /** Shows a wanted entry. What of `content` is not read is passed over; what it throws, `visit` may let through or not. */
  visit(entry: StreamedEntry, content: () => AsyncIterable<Uint8Array>): Promise<void>;
}

/** How the entries seen compare with the directory, which is what decides: Java reads nothing else. */
export interface StreamedDirectory {
  /** Wanted entries that the directory names; undefined where the archive breaks off before its directory. */
  readonly entries: readonly ZipEntry[] | undefined;
  /** What is wrong with the directory as a whole. */
  readonly fault: ZipError | undefined;
}

/** Entries between turns that are given to others. */
const entriesAtOnce = 2_000;

/**
 * Walks over an archive that cannot be read at will, from local header to local header (PKWARE APPNOTE 6.3.10, section 4.3), and
 * returns its directory in the end. Whatever stands before, between or behind is passed over. Throws only what `visit` and the
 * source throw; memory is a window of the stream.
 */
export async function walkZipStream(bytes: ForwardBytes, visitor: ZipStreamVisitor): Promise<StreamedDirectory> {
  let directory: Directory | undefined;
  let result: StreamedDirectory = { entries: undefined, fault: undefined };
  for (let turn = 0; await findRecord(bytes); turn += 1) {
    if (turn % entriesAtOnce === 0) await setImmediate();
    const signature = asBuffer(bytes.window).readUInt32LE(0);
    if (signature === signatures.localHeader) {
      await visitNext(bytes, visitor);
    } else if (signature === signatures.directoryEntry) {
      directory ??= { start: bytes.position, next: bytes.position, hasGap: false, count: 0, named: [] };
      await readDirectoryEntry(bytes, directory, visitor);
    } else if (directory === undefined && result.entries !== undefined) {
      // The end record behind that of Zip64, or whatever looks like one in a comment.
      bytes.take(4);
    } else {
      result = (await readEnd(bytes, directory)) ?? result;
      directory = undefined;
    }
  }
  return result;
}

/** The directory as far as it was read. */
interface Directory {
  readonly start: number;
  /** Where its next entry, or its end, must stand. */
  next: number;
  hasGap: boolean;
  count: number;
  readonly named: ZipEntry[];
}

/** Goes on to the next record that matters; false at the end. */
async function findRecord(bytes: ForwardBytes): Promise<boolean> {
  for (;;) {
    if (!(await bytes.need(4))) return false;
    const window = asBuffer(bytes.window);
    const at = window.indexOf('PK', 0, 'latin1');
    if (at < 0 || at + 4 > window.length) {
      // The last three bytes may begin a record.
      bytes.take(at < 0 ? window.length - 3 : at);
      if (!(await bytes.need(bytes.window.length + 1))) return false;
      continue;
    }
    const signature = window.readUInt32LE(at);
    const isRecord =
      signature === signatures.localHeader ||
      signature === signatures.directoryEntry ||
      signature === signatures.end64 ||
      signature === signatures.end;
    bytes.take(isRecord ? at : at + 2);
    if (isRecord) return true;
  }
}

async function visitNext(bytes: ForwardBytes, visitor: ZipStreamVisitor): Promise<void> {
  const entry = await takeLocalHeader(bytes);
  if (entry === undefined) {
    bytes.take(bytes.window.length);
    return;
  }
  const start = bytes.position;
  let isRead = false;
  const content = async function* () {
    yield* entryContent(bytes, entry);
    isRead = true;
  };
  if (visitor.wants(entry.name, 'entries')) await visitor.visit(entry, content);
  if (entry.packedSize !== undefined) await bytes.skip(Math.max(0, start + entry.packedSize - bytes.position));
  // One that was read to its end has only its descriptor before the next record, which is looked for anyway.
  else if (!isRead) await skipToDescriptor(bytes, start);
}

async function readDirectoryEntry(bytes: ForwardBytes, directory: Directory, visitor: ZipStreamVisitor): Promise<void> {
  directory.hasGap ||= bytes.position !== directory.next;
  directory.count += 1;
  const fixed = (await bytes.need(46)) ? directoryEntryLengths(bytes.window) : undefined;
  if (fixed === undefined || !(await bytes.need(fixed.whole))) {
    bytes.take(bytes.window.length);
    return;
  }
  const entry = parseDirectoryEntry(bytes.take(fixed.whole), 0);
  directory.next = bytes.position;
  if (visitor.wants(entry.name, 'directory')) directory.named.push(entry);
}

/** Takes an end record, which says how many entries there are and from where their offsets count. */
async function readEnd(bytes: ForwardBytes, directory: Directory | undefined): Promise<StreamedDirectory | undefined> {
  const position = bytes.position;
  await bytes.need(56);
  const record = asBuffer(bytes.window);
  const is64 = record.length >= 56 && record.readUInt32LE(0) === signatures.end64;
  if (record.length < 22 || (!is64 && record.readUInt32LE(0) !== signatures.end)) {
    bytes.take(record.length);
    return undefined;
  }
  const offset = is64 ? Number(record.readBigUInt64LE(48)) : record.readUInt32LE(16);
  const said = is64 ? Number(record.readBigUInt64LE(32)) : record.readUInt16LE(10);
  bytes.take(is64 ? 56 : 22);
  const base = offset === inZip64 ? 0 : (directory?.start ?? position) - offset;
  const entries = directory?.named.map((entry) => ({ ...entry, offset: entry.offset + base })) ?? [];
  return { entries, fault: faultOf(directory, { said, position }) };
}

function faultOf(directory: Directory | undefined, end: { said: number; position: number }): ZipError | undefined {
  const count = directory?.count ?? 0;
  if (isAnotherCount(count, end.said)) return wrongCount(count, end.said);
  const hasGap = directory !== undefined && (directory.hasGap || directory.next !== end.position);
  return hasGap ? new ZipError('zip/damaged', 'its directory breaks off or holds something else') : undefined;
}
