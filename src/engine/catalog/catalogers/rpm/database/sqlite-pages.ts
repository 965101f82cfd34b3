import { viewOf } from './database-entry.ts';

/** The pages of a SQLite file, each of which is given out once, so that no tree or chain of them is endless. */
export interface SqlitePages {
  /** Bytes of a page that hold content. */
  readonly usableSize: number;
  readonly fileSize: number;
  readonly isTruncated: boolean;
  /** The content of page `number`, counted from 1; undefined where there is none or it has been taken before. */
  take(number: number): DataView | undefined;
}

const magic = 'SQLite format 3\0';
export const fileHeaderSize = 100;
const utf8 = 1;

/** Tells whether bytes are a SQLite 3 database. */
export function isSqlite(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, magic.length)).toString('latin1') === magic;
}

/** Opens a SQLite file by its header; returns what is wrong with it where that says what cannot be read. */
export function openSqlitePages(bytes: Uint8Array): SqlitePages | string {
  if (bytes.length < fileHeaderSize) return 'it ends within its header';
  const view = viewOf(bytes);
  const pageSize = view.getUint16(16) === 1 ? 65_536 : view.getUint16(16);
  const usableSize = pageSize - view.getUint8(20);
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0 || usableSize < 480) return `its page size is ${pageSize}`;
  const encoding = view.getUint32(56);
  if (encoding !== utf8 && encoding !== 0) return `its text encoding is ${encoding}, and only UTF-8 (${utf8}) is known`;
  const pageCount = Math.floor(bytes.length / pageSize);
  const isSizeKnown = view.getUint32(24) === view.getUint32(92);
  const taken = new Uint8Array(pageCount + 1);
  return {
    usableSize,
    fileSize: bytes.length,
    isTruncated: isSizeKnown && view.getUint32(28) > pageCount,
    take: (number) => {
      if (number < 1 || number > pageCount || taken[number] !== 0) return undefined;
      taken[number] = 1;
      const start = (number - 1) * pageSize;
      return viewOf(bytes.subarray(start, start + usableSize));
    },
  };
}
