import { readdirSync, readFileSync } from 'node:fs';

/** The arguments of a process and of all that it has started, as anybody on the machine can read them; Linux only. */
export function argumentsBelow(pid: number): readonly string[] {
  const parents = new Map(readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? parentOf(Number(name)) : [])));
  const isBelow = (one: number | undefined): boolean => one !== undefined && (one === pid || isBelow(parents.get(one)));
  return [...parents.keys()].filter(isBelow).map((one) => readOf(one, 'cmdline').replaceAll('\0', ' '));
}

function parentOf(pid: number): readonly (readonly [number, number])[] {
  const parent = /^PPid:\s+(\d+)$/m.exec(readOf(pid, 'status'))?.[1];
  return parent === undefined ? [] : [[pid, Number(parent)]];
}

/** A process may have ended meanwhile. */
function readOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
