import type { Limits } from '#core/limits.ts';

/** Why some images of an index are not scanned although all are wanted. */
export function pastPlatforms(
  left: number,
  { maxIndexPlatforms }: Limits,
): {
  readonly code: string;
  readonly message: string;
} {
  const message = `its index lists ${left} more than the ${maxIndexPlatforms} platforms that are scanned (limits.maxIndexPlatforms): those are left out`;
  return { code: 'image/limit-exceeded', message };
}
