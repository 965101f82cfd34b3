import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '#core/secret.ts';

/** A call of a hook as it came in. */
export interface HookCall {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** From the query, for registries that can neither sign nor send headers. */
  readonly token: string | undefined;
}

/** Headers that carry an HMAC of the body as hexadecimal digits, perhaps after `sha256=`. */
const signatures = [
  ['x-hub-signature-256', 'sha256'],
  ['x-nexus-webhook-signature', 'sha1'],
  ['x-jfrog-event-auth', 'sha256'],
] as const;

/** Headers that carry the secret itself, perhaps after `Bearer`, or as the password of `Basic`. */
const bearers = ['authorization', 'x-gitlab-token', 'x-jfrog-event-auth'] as const;

/**
 * Tells whether a call was made by who knows the secret: signed with it (GitHub, Nexus, Artifactory), or carrying it. All comparisons take
 * the same time whatever is compared.
 */
export function isAuthentic(call: HookCall, secret: Secret): boolean {
  const { headers, body, token } = call;
  const isSigned = signatures.map(([name, algorithm]) => {
    const expected = createHmac(algorithm, secret.reveal()).update(body).digest('hex');
    return isSame(
      textOf(headers[name])
        .replace(/^sha(?:1|256)=/, '')
        .toLowerCase(),
      expected,
    );
  });
  const carried = [...bearers.flatMap((name) => secretsIn(textOf(headers[name]))), token ?? ''];
  return [...isSigned, ...carried.map((one) => isSame(one, secret.reveal()))].includes(true);
}

function textOf(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header.slice(0, 4096) : '';
}

function secretsIn(header: string): readonly string[] {
  const [, scheme = '', value = ''] = /^(bearer|basic) +(.*)$/i.exec(header) ?? [];
  if (scheme.toLowerCase() === 'bearer') return [value];
  if (scheme.toLowerCase() !== 'basic') return [header];
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return [pair.slice(pair.indexOf(':') + 1)];
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
