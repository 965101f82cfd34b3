import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Secret } from '#core/secret.ts';
import { isAuthentic } from './verify-hook.ts';

const text = 'correct-horse';
const secret = new Secret(text);
const body = Buffer.from('{"a":1}');
const hmac = (algorithm: string, key = text) => createHmac(algorithm, key).update(body).digest('hex');
const call = (headers: Readonly<Record<string, string>>, token?: string) => ({ headers, body, token });
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('isAuthentic', () => {
  it.each([
    ['a signature as GitHub makes it', call({ 'x-hub-signature-256': `sha256=${hmac('sha256')}` })],
    ['a signature as Nexus makes it', call({ 'x-nexus-webhook-signature': hmac('sha1') })],
    ['a signature as Artifactory makes it', call({ 'x-jfrog-event-auth': hmac('sha256') })],
    ['the secret as Artifactory sends it', call({ 'x-jfrog-event-auth': text })],
    ['a bearer', call({ authorization: `Bearer ${text}` })],
    ['a bearer in small letters', call({ authorization: `bearer ${text}` })],
    ['the password of Basic, as SNS sends it', call({ authorization: basic(`sns:${text}`) })],
    ['a bare Authorization, as Harbor sends it', call({ authorization: text })],
    ["GitLab's header", call({ 'x-gitlab-token': text })],
    ['the token of the query', call({}, text)],
  ])('takes %s', (_, one) => {
    expect(isAuthentic(one, secret)).toBe(true);
  });

  it.each([
    ['nothing', call({})],
    ['a signature with another secret', call({ 'x-hub-signature-256': `sha256=${hmac('sha256', 'other')}` })],
    ['a signature by a weaker algorithm', call({ 'x-hub-signature-256': `sha1=${hmac('sha1')}` })],
    ['an empty signature', call({ 'x-hub-signature-256': 'sha256=' })],
    ['another secret', call({ authorization: 'Bearer correct-hors' })],
    ['the secret as user name', call({ authorization: basic(`${text}:x`) })],
    ['an empty token', call({}, '')],
    ['headers twice', { headers: { authorization: [text, text] }, body, token: undefined }],
  ])('refuses %s', (_, one) => {
    expect(isAuthentic(one, secret)).toBe(false);
  });

  it('refuses a signature of another body', () => {
    const other = { ...call({ 'x-hub-signature-256': `sha256=${hmac('sha256')}` }), body: Buffer.from('{"a":2}') };
    expect(isAuthentic(other, secret)).toBe(false);
  });
});
