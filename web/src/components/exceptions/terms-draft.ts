import type { Exception, ExceptionTerms } from '../../api/generated/index.ts';

/** What the form offers as an end: days from now, a fix, none, or a day that is given. */
export const ends = ['30', '90', 'fixed', 'never', 'day'] as const;

/** Why a risk is accepted, and until when, as it stands in the form. */
export interface TermsDraft {
  readonly reason: ExceptionTerms['reason'];
  readonly comment: string;
  readonly end: (typeof ends)[number];
  /** The last day, for the end `day`. */
  readonly day: string;
  /** Whether it ends with a fix besides, which an exception may that was made elsewhere. */
  readonly untilFixed: boolean;
}

/** What a form begins with. */
export const newTerms: TermsDraft = { reason: 'accepted', comment: '', end: '90', day: '', untilFixed: false };

const dayMs = 86_400_000;

/** The terms that a form comes to at a point in time; undefined where something is missing. */
export function termsOf({ reason, comment, end, day, untilFixed }: TermsDraft, now: Date): ExceptionTerms | undefined {
  if (comment.trim() === '' || (end === 'day' && day === '')) return undefined;
  const said = { reason, comment: comment.trim() };
  if (end === 'fixed') return { ...said, untilFixed: true };
  if (end === 'never') return said;
  if (end === 'day') return { ...said, until: day, untilFixed };
  return { ...said, until: new Date(now.getTime() + Number(end) * dayMs).toISOString().slice(0, 10) };
}

/** An exception as the form shows it. */
export function draftOf({ reason, comment, until, untilFixed }: Exception): TermsDraft {
  if (until !== undefined) return { reason, comment, end: 'day', day: until, untilFixed };
  return { reason, comment, end: untilFixed ? 'fixed' : 'never', day: '', untilFixed };
}
