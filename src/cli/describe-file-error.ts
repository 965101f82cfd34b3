import { errorMessage } from '#core/errors.ts';

const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is none',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'it is not allowed',
  EPERM: 'it is not allowed',
  EROFS: 'that disk can only be read',
  ENOSPC: 'the disk is full',
};

/** Why a file could not be read or written, in words that follow its name; what the system says where there are none. */
export function describeFileError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return (Object.hasOwn(words, code) ? words[code] : undefined) ?? errorMessage(error);
}
