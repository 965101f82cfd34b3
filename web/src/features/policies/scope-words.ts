import type { PolicyScope } from '../../api/generated/index.ts';

/** A registry to name. */
export interface NamedRegistry {
  readonly id: string;
  readonly name: string;
}

/** The registries that a scope may name, those included that it names and that are deleted; these are told apart by the beginnings of their ids. */
export function registryChoices(
  registryIds: readonly string[],
  registries: readonly NamedRegistry[],
): readonly { readonly value: string; readonly label: string }[] {
  const gone = deletedRegistries(registryIds, registries);
  const mark = (id: string) => (gone.length === 1 ? '' : ` ${id.slice(0, 8)}`);
  return [
    ...registries.map(({ id, name }) => ({ value: id, label: name })),
    ...gone.map((id) => ({ value: id, label: `Deleted registry${mark(id)}` })),
  ];
}

/** Those of the registries that a scope names which there are no more. */
export function deletedRegistries(
  registryIds: readonly string[],
  registries: readonly NamedRegistry[],
): readonly string[] {
  return registryIds.filter((id) => !registries.some((one) => one.id === id));
}

/** Which images a policy is about, in words: `Team registry: payments/*, except payments/test*`. */
export function scopeWords(
  { registryIds, repositories, except }: PolicyScope,
  registries: readonly NamedRegistry[] | undefined,
): string {
  const nameOf = (id: string) =>
    registries === undefined ? '…' : (registries.find((one) => one.id === id)?.name ?? 'a deleted registry');
  const where = registryIds.length === 0 ? 'all registries' : registryIds.map(nameOf).join(', ');
  const what = repositories.length === 0 ? 'All images' : `Images in ${repositories.join(', ')}`;
  const but = except.length === 0 ? '' : `, except ${except.join(', ')}`;
  return `${what} of ${where}${but}`;
}
