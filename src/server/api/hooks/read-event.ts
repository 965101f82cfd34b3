import { isRecord } from '#core/json.ts';
import { type EventBody, type PushFormat, pushFormats } from '#server/jobs/index.ts';
import { ApiError } from '../api-error.ts';

/** What a hook was sent: an event in a known form, or the question whether Amazon SNS may send events. */
export type HookEvent =
  | { readonly kind: 'event'; readonly format: PushFormat; readonly body: EventBody }
  | { readonly kind: 'subscription'; readonly url: URL };

/** Reads the body of a hook's call. Throws `api/unknown-event`, which names what was there. */
export function readEvent(bytes: Buffer): HookEvent {
  const outer = parse(bytes.toString('utf8'));
  if (outer.Type === 'SubscriptionConfirmation')
    return { kind: 'subscription', url: confirmationUrl(outer.SubscribeURL) };
  // SNS wraps what it hands on, as text.
  const body = outer.Type === 'Notification' && typeof outer.Message === 'string' ? parse(outer.Message) : outer;
  const format = pushFormats.find((one) => one.recognises(body));
  if (format !== undefined) return { kind: 'event', format, body };
  const members = Object.keys(body).slice(0, 10).join(', ').slice(0, 200);
  const known = pushFormats.map(({ displayName }) => displayName).join('; ');
  throw new ApiError(
    'api/unknown-event',
    `this is no event of a registry: an object with ${members || 'no members'}; known are: ${known}`,
  );
}

function parse(text: string): EventBody {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ApiError('api/unknown-event', 'this is no event of a registry: the body is not JSON');
  }
  if (isRecord(value)) return value;
  throw new ApiError(
    'api/unknown-event',
    `this is no event of a registry: the body is ${Array.isArray(value) ? 'a list' : 'no object'}`,
  );
}

/** Only SNS itself is asked, over HTTPS: the address comes from whoever calls the hook. */
function confirmationUrl(given: unknown): URL {
  const url = typeof given === 'string' && URL.canParse(given) ? new URL(given) : undefined;
  const isSns = /^sns\.[a-z0-9-]{1,40}\.amazonaws\.com(?:\.cn)?$/.test(url?.hostname ?? '');
  if (url?.protocol === 'https:' && isSns && url.port === '' && url.username === '') return url;
  throw new ApiError(
    'api/unknown-event',
    'the subscription is not confirmed: its SubscribeURL is no address of Amazon SNS',
  );
}
