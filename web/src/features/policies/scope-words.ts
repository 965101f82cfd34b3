import type { PolicyScope } from '../../api/generated/index.ts';

/** Which images a policy is about, in words: `Team registry: payments/*, except payments/test*`. */
export function scopeWords(
  { registryIds, repositories, except }: PolicyScope,
  registries: readonly { readonly id: string; readonly name: string }[],
): string {
  const nameOf = (id: string) => registries.find((one) => one.id === id)?.name ?? 'a registry that is gone';
  const where = registryIds.length === 0 ? 'all registries' : registryIds.map(nameOf).join(', ');
  const what = repositories.length === 0 ? 'All images' : `Images in ${repositories.join(', ')}`;
  const but = except.length === 0 ? '' : `, except ${except.join(', ')}`;
  return `${what} of ${where}${but}`;
}
