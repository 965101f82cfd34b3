import type { LayerFile } from '#engine/image/index.ts';
import { ByteReader } from '../../executables/byte-reader.ts';
import { executableFormat } from '../../executables/executable-format.ts';
import { offsetOf, type Segment, segmentsOf } from '../../executables/segments.ts';
import { StreamRanges } from '../../executables/stream-ranges.ts';
import { findAll, type StreamWindow, windowsOf } from '../../executables/stream-windows.ts';
import { readVarint } from './varint.ts';

/** The build information of one Go program as the linker wrote it; either part may be missing. */
export interface RawBuildInfo {
  /** `go1.22.3`, with what a vendor or the build put behind it. */
  readonly goVersion?: string;
  /** What `go version -m` prints below the name, tab-separated. */
  readonly modules?: string;
}

const magic = Buffer.from('\xff Go buildinf:', 'latin1');
const alignment = 16;
/** The magic, the size of a pointer, the flags, and what fills up to the strings of the newer format. */
const headerBytes = 32;
const isBigEndian = 1;
const isInline = 2;
/** What Go's loader puts before and behind the list of modules. */
const modulesStart = Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex');
const modulesEnd = Buffer.from('f932433186182072008242104116d8f2', 'hex');
const versionStarts = ['go1.', 'devel '].map((text) => Buffer.from(text));

const maxVersionBytes = 256;
const maxModulesBytes = 16 * 1024 * 1024;
const maxOldModulesBytes = 1024 * 1024;
/** Headers of programs take one to three kilobytes. */
const maxHeaderBytes = 8 * 1024;
const maxKeptBytes = 24 * 1024 * 1024;
/** Linkers of systems put variables, and among them the strings, before what points to them. */
const maxBackBytes = 8 * 1024 * 1024;
/** Real programs have one; tools that read such information hold the magic by themselves, and fat files have one for each part. */
const maxCandidates = 64;
const maxVersionTexts = 10_000;

/**
 * Finds the build information that Go's linker leaves in programs, whether stripped or not, position-independent or not, as
 * `debug/buildinfo` does (go.dev/src/debug/buildinfo/buildinfo.go), but in one pass: a program may have hundreds of megabytes.
 * From Go 1.18 on it stands in one piece; before, pointers lead to it, of which those that lead back are not followed: the list
 * of modules has marks around it, and all texts that look like a version are remembered.
 */
export async function findBuildInfo(file: Pick<LayerFile, 'size' | 'stream'>): Promise<readonly RawBuildInfo[]> {
  const finder = new BuildInfoFinder(file.size);
  for await (const window of windowsOf(file.stream(), file.size)) {
    finder.look(window);
  }
  return finder.end();
}

/** False where a whole program has no build information: nothing but the magic leads to it. */
export function mayHoldBuildInfo(program: Uint8Array): boolean {
  return Buffer.from(program.buffer, program.byteOffset, program.length).includes(magic);
}

/** A program inside the file: the file itself, or a part of a fat one. */
interface Part {
  readonly start: number;
  readonly segments: readonly Segment[];
}

/** What pointers led to: a version's text may have gone by, and is then looked up by where it lies. */
interface OldBuildInfo {
  version?: { readonly offset: number; readonly length: number };
}

class BuildInfoFinder {
  readonly #ranges: StreamRanges;
  readonly #parts: Part[] = [];
  readonly #found: RawBuildInfo[] = [];
  readonly #old: OldBuildInfo[] = [];
  readonly #oldModules: string[] = [];
  readonly #versionTexts = new Map<number, string>();
  #candidates = 0;
  #modulesSeen = 0;

  constructor(size: number) {
    this.#ranges = new StreamRanges({ maxBytes: maxKeptBytes, recentBytes: maxBackBytes, streamBytes: size });
    this.#ranges.want(0, Math.min(size, maxHeaderBytes), (head) => this.#readHeader(head, size));
  }

  look(window: StreamWindow): void {
    // What headers say of parts and segments is needed to follow pointers.
    this.#ranges.take(window.bytes, window.start);
    for (const offset of findAll(window, magic)) {
      if (offset % alignment !== 0 || this.#candidates >= maxCandidates) continue;
      this.#candidates += 1;
      this.#ranges.want(offset, headerBytes + maxVersionBytes, (bytes) => this.#readCandidate(bytes, offset));
    }
    for (const offset of findAll(window, modulesStart)) {
      if (this.#modulesSeen >= maxCandidates) break;
      this.#modulesSeen += 1;
      this.#ranges.want(offset, maxOldModulesBytes, (bytes) => this.#keepModules(bytes));
    }
    for (const text of versionStarts) {
      for (const offset of findAll(window, text)) {
        if (this.#versionTexts.size >= maxVersionTexts) break;
        this.#versionTexts.set(offset, '');
        this.#ranges.want(offset, maxVersionBytes, (bytes) => this.#versionTexts.set(offset, latin1(bytes)));
      }
    }
    this.#ranges.give();
  }

  end(): readonly RawBuildInfo[] {
    this.#ranges.end();
    if (this.#found.length > 0) return this.#found;
    const old = this.#old.map(({ version }, index): RawBuildInfo => {
      const text = version && (this.#versionTexts.get(version.offset) ?? '').slice(0, version.length);
      const modules = this.#oldModules[Math.min(index, this.#oldModules.length - 1)];
      return {
        ...(text !== undefined && isVersion(text) && { goVersion: text }),
        ...(modules !== undefined && { modules }),
      };
    });
    return old.filter(({ goVersion, modules }) => goVersion !== undefined || modules !== undefined);
  }

  #readHeader(head: Uint8Array, size: number): void {
    if (executableFormat(head) !== 'mach-o-fat') {
      this.#parts.push({ start: 0, segments: segmentsOf(head) });
      return;
    }
    const reader = new ByteReader(head, false);
    const is64 = head[3] === 0xbf;
    for (let index = 0; index < Math.min(reader.u32(4), maxCandidates); index += 1) {
      const start = is64 ? reader.u64(8 + index * 32 + 8) : reader.u32(8 + index * 20 + 8);
      const length = Math.min(maxHeaderBytes, size - start);
      this.#ranges.want(start, length, (part) => this.#parts.push({ start, segments: segmentsOf(part) }));
    }
  }

  #readCandidate(bytes: Uint8Array, offset: number): void {
    const flags = bytes[15] ?? 0;
    if (bytes.length <= headerBytes || flags > (isInline | isBigEndian)) return;
    if ((flags & isInline) !== 0) this.#readInline(bytes, offset);
    else this.#readPointers(bytes, offset);
  }

  #readInline(bytes: Uint8Array, offset: number): void {
    const version = readVarint(bytes, headerBytes);
    if (version === undefined || version.value > maxVersionBytes / 2) return;
    const goVersion = latin1(bytes.subarray(version.end, version.end + version.value));
    const modules = readVarint(bytes, version.end + version.value);
    if (!isVersion(goVersion) || modules === undefined || modules.value > maxModulesBytes) return;
    if (modules.value === 0) {
      this.#found.push({ goVersion });
      return;
    }
    this.#ranges.want(offset + modules.end, modules.value, (text) => {
      const isWhole = text.length === modules.value;
      this.#found.push({ goVersion, ...(isWhole && { modules: withoutMarks(text) }) });
    });
  }

  #readPointers(bytes: Uint8Array, offset: number): void {
    const pointerBytes = bytes[14];
    if (pointerBytes !== 4 && pointerBytes !== 8) return;
    const isLittle = ((bytes[15] ?? 0) & isBigEndian) === 0;
    const part = this.#parts.findLast(({ start }) => start <= offset);
    const found: OldBuildInfo = {};
    this.#old.push(found);
    const header = this.#offsetOf(part, new ByteReader(bytes, isLittle).word(alignment, pointerBytes));
    if (header === undefined) return;
    this.#ranges.want(header, 2 * pointerBytes, (text) => {
      const reader = new ByteReader(text, isLittle);
      const start = this.#offsetOf(part, reader.word(0, pointerBytes));
      if (start !== undefined) found.version = { offset: start, length: reader.word(pointerBytes, pointerBytes) };
    });
  }

  #offsetOf(part: Part | undefined, address: number): number | undefined {
    const offset = part && offsetOf(part.segments, address);
    return offset === undefined ? undefined : offset + (part?.start ?? 0);
  }

  #keepModules(bytes: Uint8Array): void {
    const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(modulesEnd);
    if (end > 0) this.#oldModules.push(utf8(bytes.subarray(modulesStart.length, end)));
  }
}

function isVersion(text: string): boolean {
  return /^(?:go[0-9]|devel )[\x20-\x7e]*$/.test(text) || text === 'devel';
}

function withoutMarks(text: Uint8Array): string {
  const mark = modulesStart.length;
  return text.length > 2 * mark ? utf8(text.subarray(mark, text.length - mark)) : '';
}

function utf8(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
