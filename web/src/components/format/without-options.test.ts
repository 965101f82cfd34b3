import { expect, it } from 'vitest';
import { withoutOptions } from './without-options.ts';

it.each([
  ['an option', 'allow that (--plain-http).', 'allow that.'],
  ['several', 'give the authority (--ca), or skip it (--skip-tls-verify).', 'give the authority, or skip it.'],
  ['other brackets', 'stopped at 2 GiB (limits.maxLayerBytes)', 'stopped at 2 GiB (limits.maxLayerBytes)'],
  ['nothing', '', ''],
])('takes %s', (_name, message, expected) => {
  expect(withoutOptions(message)).toBe(expected);
});
