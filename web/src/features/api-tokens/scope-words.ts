import type { ApiToken } from '../../api/generated/index.ts';

type Scope = ApiToken['scope'];

/** What a token of each scope may do, the least first. */
export const scopes: readonly { readonly value: Scope; readonly label: string; readonly note: string }[] = [
  { value: 'read', label: 'Look', note: 'See everything, change nothing: dashboards, reports, exports.' },
  { value: 'scan', label: 'Look and scan', note: 'Also have images and registries scanned: pipelines.' },
  { value: 'admin', label: 'Everything', note: 'All that you may do, but for tokens and your password.' },
];

/** The name of a scope for people. */
export function scopeLabel(scope: Scope): string {
  return scopes.find(({ value }) => value === scope)?.label ?? scope;
}
