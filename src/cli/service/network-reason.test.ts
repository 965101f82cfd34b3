import { describe, expect, it } from 'vitest';
import { networkReason } from './network-reason.ts';

const failed = (code: string, message = '') =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });

describe('why a service could not be asked', () => {
  it.each([
    ['a code with words', failed('ENOTFOUND', 'getaddrinfo ENOTFOUND x'), 'there is no such host'],
    [
      'plain HTTP where HTTPS was asked for',
      failed('ERR_SSL_WRONG_VERSION_NUMBER', '40EDE2:error:0A00010B:SSL routines'),
      'it does not speak HTTPS there: try http:// in front of the address',
    ],
    ['another code', failed('EWHATEVER', 'it was so'), 'it was so'],
    ['a code alone', failed('EWHATEVER'), 'EWHATEVER'],
    ['a name of every object', failed('constructor', 'it was so'), 'it was so'],
    ['no cause', new TypeError('bad port'), 'bad port'],
    ['no words', new AggregateError([], ''), 'no answer'],
  ])('%s', (_, error, reason) => expect(networkReason(error)).toBe(reason));
});
