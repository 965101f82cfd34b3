import { type RpmHeader, rpmTag } from './rpm-header.ts';

/** States and kinds of files (rpm's rpmfi.h and stat(2)). */
const normalState = 0;
const ghostFlag = 1 << 6;
const kindOfMode = 0o170000;
const directoryKind = 0o040000;

/**
 * The files that a package installed: not directories, not those that it only names (ghosts), and not those that were left out or
 * that another package replaced. A header without states, as that of a package file, is taken as wholly installed.
 */
export function* installedFiles(header: RpmHeader): Generator<string> {
  const names = header.texts(rpmTag.baseNames) ?? [];
  const directories = header.texts(rpmTag.dirNames) ?? [];
  const directoryOf = header.numbers(rpmTag.dirIndexes) ?? [];
  const states = header.numbers(rpmTag.fileStates);
  const flags = header.numbers(rpmTag.fileFlags);
  const modes = header.numbers(rpmTag.fileModes);
  for (const [index, name] of names.entries()) {
    const directory = directories[directoryOf[index] ?? -1];
    const isInstalled = (states?.[index] ?? normalState) === normalState;
    const isGhost = ((flags?.[index] ?? 0) & ghostFlag) !== 0;
    const isDirectory = ((modes?.[index] ?? 0) & kindOfMode) === directoryKind;
    if (directory !== undefined && isInstalled && !isGhost && !isDirectory) yield directory + name;
  }
}
