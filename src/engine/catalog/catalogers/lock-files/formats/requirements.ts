import { textLines } from '../../../text-lines.ts';
import type { LockedPackage, LockFormat } from '../lock-format.ts';

const fileName = /^(?:[\w.-]{1,60}[-_.])?requirements(?:[-_.][\w.-]{1,60})?\.txt$/;
const forDevelopment = /dev|test|lint|docs?\b|ci\b|build/i;
/** `name[extra] == 1.0 ; marker --hash=…`, with one version, and no wildcard in it. */
const pin =
  /^([A-Za-z0-9][A-Za-z0-9._-]{0,213})\s{0,8}(?:\[[^\]]{0,300}\])?\s{0,8}={2,3}\s{0,8}([0-9A-Za-z.!+_-]{1,100})\s{0,100}(?:[;#\\]|--|$)/;

/** pip's requirements (pip.pypa.io, "Requirements File Format"), as far as they are pinned to one version: ranges say nothing. */
export const requirements: LockFormat = {
  name: 'requirements.txt',
  ecosystem: 'pypi',
  purlType: 'pypi',
  matches: (name) => fileName.test(name) && !forDevelopment.test(name),
  read: pins,
};

function* pins(text: string): Generator<LockedPackage> {
  for (const line of textLines(text)) {
    const [, name, version] = pin.exec(line.trim().slice(0, 2000)) ?? [];
    if (name !== undefined && version !== undefined) yield { name, version };
  }
}
