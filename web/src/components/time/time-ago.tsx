import { Tooltip } from '@mantine/core';
import { formatAge } from './format-age.ts';
import { useNow } from './use-now.ts';

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** How long ago something was, with the exact local time on hover; a dash where it is not known. */
export function TimeAgo({ time }: { readonly time: string | null | undefined }) {
  const now = useNow();
  if (time === null || time === undefined || time === '') return <span>—</span>;
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return <span>{time}</span>;
  return (
    <Tooltip label={exact.format(date)}>
      <time dateTime={time}>{formatAge(date, now)}</time>
    </Tooltip>
  );
}
