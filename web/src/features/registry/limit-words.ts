import type { RegistryLimit } from '../../api/generated/index.ts';
import { plural } from '../../components/format/plural.ts';

const clock = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** What a limit means, a sentence for each thing that holds: `registry.example is left alone until …: it answered 429 (too many requests)`. */
export function describeLimit(
  limit: RegistryLimit,
  format: (time: Date) => string = (time) => clock.format(time),
): readonly string[] {
  const { host, waitingUntil, requestsPerSecond, pullsLeft } = limit;
  const sentences: string[] = [];
  if (waitingUntil !== undefined)
    sentences.push(`${host} is left alone until ${format(new Date(waitingUntil))}: ${reasonOf(limit)}.`);
  else if (requestsPerSecond !== undefined)
    sentences.push(
      `${host} is asked ${requestsPerSecond.toLocaleString('en', { maximumFractionDigits: 1 })} times a second at most since it answered ${answerOf(limit)}; that grows again by itself.`,
    );
  if (pullsLeft !== undefined && limit.pullsLimit !== undefined)
    sentences.push(
      `${host} allows ${pullsLeft.toLocaleString('en')} more of ${plural(limit.pullsLimit, 'pull')}${windowOf(limit)}${pullsLeft === 0 ? ': images that are not known yet wait' : ''}.`,
    );
  return sentences;
}

/** Without a refusal, it was by the registry's own count of requests. */
function reasonOf(limit: RegistryLimit): string {
  return limit.status === undefined ? 'it allows no more requests before' : `it answered ${answerOf(limit)}`;
}

function answerOf({ status }: RegistryLimit): string {
  return status === 503 ? '503 (overloaded)' : `${status ?? 429} (too many requests)`;
}

function windowOf({ pullsWindowSeconds: seconds = 0 }: RegistryLimit): string {
  if (seconds <= 0) return '';
  return seconds >= 3600
    ? ` in ${plural(Math.round(seconds / 3600), 'hour')}`
    : ` in ${plural(Math.ceil(seconds / 60), 'minute')}`;
}
