import { describe, expect, it } from 'vitest';
import type { Finding } from '#core/finding.ts';
import { finding } from '#tests/support/sample-report.ts';
import { describeHidden, isCounted, whyHidden } from './not-counted.ts';

const suppressions = [{ by: 'vex', statementId: '1', reason: 'x' }] as const;
const plain = finding('CVE-2024-1', 'a', {});
const hidden = (reason: NonNullable<Finding['hidden']>) => finding('CVE-2024-2', 'a', { hidden: reason });

describe('what does not count', () => {
  it.each<[string, Finding, boolean, string | undefined]>([
    ['a finding', plain, true, undefined],
    ['a suppressed one', { ...plain, suppressions }, false, undefined],
    [
      'one in kernel headers',
      hidden('kernel-headers'),
      false,
      'hidden: the package holds declarations of the kernel and none of its code',
    ],
    ['a notice', hidden('informational'), false, 'hidden: the advisory names no flaw'],
  ])('%s', (_name, one, counts, why) => {
    expect(isCounted(one)).toBe(counts);
    expect(whyHidden(one)).toBe(why);
  });

  it.each<[string, readonly Finding[], string]>([
    ['nothing', [plain], ''],
    ['one reason', [plain, hidden('documentation')], '1 hidden (1 in documentation)'],
    [
      'several, of which what is suppressed too counts as suppressed',
      [
        hidden('kernel-headers'),
        hidden('kernel-headers'),
        hidden('documentation'),
        { ...hidden('informational'), suppressions },
      ],
      '3 hidden (2 in kernel headers, 1 in documentation)',
    ],
  ])('is described: %s', (_name, findings, words) => {
    expect(describeHidden(findings)).toBe(words);
  });
});
