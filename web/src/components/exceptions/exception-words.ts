import type { ExceptionScope } from '../../api/generated/index.ts';

/** `until 2027-01-31`, `until there is a fix`; empty for no end. */
export function untilWords({
  until,
  untilFixed,
}: {
  readonly until?: string | undefined;
  readonly untilFixed?: boolean | undefined;
}): string {
  const fixed = untilFixed === true ? 'until there is a fix' : '';
  if (until === undefined) return fixed;
  return fixed === '' ? `until ${until}` : `${fixed}, at most until ${until}`;
}

/** `In all images`, `In repositories team/*`, `In image 0a1b2c3d4e5f`. */
export function scopeWords({ kind, repository, image }: ExceptionScope): string {
  if (kind === 'repository')
    return `In ${repository?.includes('*') === true ? 'repositories' : 'repository'} ${repository ?? ''}`;
  return kind === 'image' ? `In image ${(image ?? '').replace('sha256:', '').slice(0, 12)}` : 'In all images';
}
