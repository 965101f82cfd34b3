import { describe, expect, it } from 'vitest';
import { hiddenReasonOf } from './hidden-reason.ts';
import type { MatchSubject } from './package-match.ts';

const deb = (name: string, section?: string): MatchSubject => ({
  ecosystem: 'debian',
  release: '12',
  name,
  version: '1',
  details: { kind: 'deb', ...(section !== undefined && { section }) },
});

describe('hiddenReasonOf', () => {
  it.each([
    ['linux-libc-dev', 'kernel-headers'],
    ['linux-libc-dev-arm64-cross', 'kernel-headers'],
    ['linux-headers-6.1.0-18-amd64', 'kernel-headers'],
    ['linux-aws-headers-5.15.0-1004', 'kernel-headers'],
    ['linux-headers', 'kernel-headers'],
    ['kernel-headers', 'kernel-headers'],
    ['kernel-rt-devel', undefined],
    ['kernel-devel', 'kernel-headers'],
    ['linux-image-6.1.0-18-amd64', undefined],
    ['kernel-core', undefined],
    ['linux-base', undefined],
    ['curl-doc', 'documentation'],
    ['python3-docs', 'documentation'],
    ['doc-base', undefined],
    ['libheaders', undefined],
  ])('%s: %s', (name, expected) => {
    expect(hiddenReasonOf(deb(name))).toBe(expected);
  });

  it("heeds Debian's section", () => {
    expect(hiddenReasonOf(deb('bash-builtins-examples', 'contrib/doc'))).toBe('documentation');
    expect(hiddenReasonOf(deb('man-db', 'text'))).toBeUndefined();
  });

  it('language packages with such a name are shown', () => {
    expect(hiddenReasonOf({ ecosystem: 'npm', name: 'linux-headers', version: '1' })).toBeUndefined();
    expect(hiddenReasonOf({ ecosystem: 'npm', name: 'swagger-doc', version: '1' })).toBeUndefined();
  });
});
