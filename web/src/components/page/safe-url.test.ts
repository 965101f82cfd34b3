import { expect, it } from 'vitest';
import { isSafeUrl } from './safe-url.ts';

it.each([
  ['https://security.example/CVE-1', true],
  ['http://security.example/a?b=c#d', true],
  ['javascript:alert(1)', false],
  [' JaVaScRiPt:alert(1)', false],
  ['data:text/html,x', false],
  ['//security.example', false],
  ['/registry', false],
  ['https://user:secret@security.example/', false],
  ['ftp://security.example/x', false],
  ['', false],
])('%j is a safe link: %s', (url, safe) => expect(isSafeUrl(url)).toBe(safe));
