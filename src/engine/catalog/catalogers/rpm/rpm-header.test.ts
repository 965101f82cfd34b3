import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writePackageHeader, writeRpmHeader } from '#tests/support/rpm/write-header.ts';
import { createPackPaths } from '../../owned-paths.ts';
import { maxHeaderTags, maxTextBytes } from './limits.ts';
import { parseRpmHeader, rpmTag } from './rpm-header.ts';
import { parseRpmPackage } from './rpm-package.ts';

const text = (bytes: Uint8Array, tag: number) => parseRpmHeader(bytes)?.text(tag);

describe('parseRpmHeader', () => {
  it.each([
    ['a string', 6, 'MIT\0', 'MIT'],
    ['the first of several strings', 8, 'MIT\0BSD\0', 'MIT'],
    ['a translated string', 9, 'MIT\0', 'MIT'],
    ['letters beyond ASCII', 6, 'Lizenz für é\0', 'Lizenz für é'],
    ['no text in a number', 4, '\0\0\0\0', undefined],
    ['no text in bytes', 7, 'MIT\0', undefined],
    ['no text without its end', 6, 'MIT', undefined],
  ])('reads %s', (_, type, data, expected) => {
    const header = writeRpmHeader([{ tag: rpmTag.license, value: { type, count: 1, data: Buffer.from(data) } }]);
    expect(text(header, rpmTag.license)).toBe(expected);
  });

  it.each([
    ['an epoch', { type: 4, count: 1, data: Buffer.from([0, 0, 0, 32]) }, 32],
    ['the largest epoch', { type: 4, count: 1, data: Buffer.from([255, 255, 255, 255]) }, 0xffff_ffff],
    ['no epoch of no numbers', { type: 4, count: 0, data: Buffer.alloc(4) }, undefined],
    ['no epoch past the end', { type: 4, count: 1, data: Buffer.alloc(2) }, undefined],
    ['no epoch in a text', '32', undefined],
  ])('reads %s', (_, value, expected) => {
    expect(parseRpmHeader(writeRpmHeader([{ tag: rpmTag.epoch, value }]))?.number(rpmTag.epoch)).toBe(expected);
  });

  it('takes the later of two entries, which was added to the header', () => {
    const header = writeRpmHeader([
      { tag: rpmTag.name, value: 'old' },
      { tag: rpmTag.name, value: 'new' },
    ]);
    expect(text(header, rpmTag.name)).toBe('new');
  });

  it('takes offsets for what they are, unsigned and within the header', () => {
    const header = writePackageHeader({ name: 'bash' });
    for (const offset of [5, 100, 0x7fff_ffff, 0xffff_ffff]) {
      header.writeUInt32BE(offset, 16);
      expect(text(header, rpmTag.name)).toBeUndefined();
    }
  });

  it(`takes texts of less than ${maxTextBytes} bytes`, () => {
    const of = (length: number) => text(writePackageHeader({ license: 'x'.repeat(length) }), rpmTag.license)?.length;
    expect([of(maxTextBytes - 1), of(maxTextBytes)]).toEqual([maxTextBytes - 1, undefined]);
  });

  it(`takes up to ${maxHeaderTags} tags`, () => {
    const of = (count: number) => {
      const header = Buffer.alloc(8 + 16 * count);
      header.writeUInt32BE(count, 0);
      return parseRpmHeader(header) !== undefined;
    };
    expect([of(0), of(1), of(maxHeaderTags), of(maxHeaderTags + 1)]).toEqual([false, true, true, false]);
  });

  it('refuses a header cut short anywhere', () => {
    const header = writePackageHeader({ name: 'bash', version: '5', release: '1' });
    for (let length = 0; length < header.length; length++)
      expect(parseRpmHeader(header.subarray(0, length))).toBeUndefined();
    expect(parseRpmPackage(header, createPackPaths())).toEqual({ name: 'bash', version: '5', release: '1' });
  });

  it('reads or refuses any bytes', () => {
    const header = writePackageHeader({ name: 'bash', epoch: 1, version: '5', release: '1', license: 'MIT' });
    const changes = fc.array(fc.tuple(fc.nat(header.length - 1), fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), changes), (input) => {
        const bytes = input instanceof Uint8Array ? input : Buffer.from(header);
        if (!(input instanceof Uint8Array)) for (const [at, value] of input) bytes[at] = value;
        expect(() => parseRpmPackage(bytes, createPackPaths())).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});
