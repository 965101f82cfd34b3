import { asString, isRecord } from '#core/json.ts';
import { AdvisoryError } from '../advisory-error.ts';

/** Grows whenever what follows the header, or what it means, changes. */
const transferVersion = 1;
const format = 'plimsoll-advisories';

/** More than any header needs. */
export const maxHeaderBytes = 4096;

/** What an exported file says of itself in its first line, as JSON; the database follows, compressed with zstd (RFC 8878). */
export interface TransferHeader {
  /** Version of the database's own format. */
  readonly databaseVersion: number;
  readonly revision: number;
  /** ISO time. */
  readonly builtAt: string;
  /** Bytes of the database, and its sha256 as hexadecimal digits. */
  readonly size: number;
  readonly sha256: string;
}

/** The first line of a file, line feed included. */
export function writeHeader(header: TransferHeader): Uint8Array {
  return Buffer.from(`${JSON.stringify({ format, version: transferVersion, ...header })}\n`);
}

/** Reads the beginning of a file; returns the header and where the database begins. Throws an {@link AdvisoryError} that names the file. */
export function readHeader(
  beginning: Buffer,
  file: string,
): { readonly header: TransferHeader; readonly length: number } {
  const end = beginning.indexOf('\n');
  const line = end === -1 ? undefined : parseLine(beginning.toString('utf8', 0, end));
  if (line?.format !== format) {
    const message = `${file} is no file of advisories: give one that "plimsoll advisories export" wrote`;
    throw new AdvisoryError('advisories/import-invalid', message);
  }
  if (line.version !== transferVersion) {
    const message = `${file} was written by another release of Plimsoll (version ${String(line.version)}, this one reads ${transferVersion}): export it with the same release`;
    throw new AdvisoryError('advisories/import-invalid', message);
  }
  const { databaseVersion, revision, size } = line;
  const [builtAt, sha256] = [asString(line.builtAt) ?? '', asString(line.sha256) ?? ''];
  const isWhole =
    isCount(databaseVersion) &&
    isCount(revision) &&
    isCount(size) &&
    !Number.isNaN(Date.parse(builtAt)) &&
    /^[0-9a-f]{64}$/.test(sha256);
  if (!isWhole) throw new AdvisoryError('advisories/import-invalid', `${file} is damaged: its first line is not whole`);
  return { header: { databaseVersion, revision, builtAt, size, sha256 }, length: end + 1 };
}

function parseLine(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
