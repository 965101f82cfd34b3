import type { ListSearch } from '../list-search.ts';

/** A filter that is given in words or chosen from a few, and lies behind "More filters". */
export interface FilterField {
  readonly name: keyof ListSearch;
  readonly label: string;
  readonly placeholder?: string;
  readonly kind: 'text' | 'date' | 'choice';
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

/** Every filter that has no control of its own in the bar. */
export const moreFilters: readonly FilterField[] = [
  { name: 'vulnerability', label: 'Vulnerability', kind: 'text', placeholder: 'CVE-2026-1000' },
  { name: 'package', label: 'Package', kind: 'text', placeholder: 'openssl, or openssl@3.0.11' },
  { name: 'packageType', label: 'Package type', kind: 'text', placeholder: 'deb, npm, golang …' },
  {
    name: 'epss',
    label: 'EPSS at least',
    kind: 'choice',
    options: [
      { value: '0.01', label: '1 %' },
      { value: '0.1', label: '10 %' },
      { value: '0.5', label: '50 %' },
      { value: '0.9', label: '90 %' },
    ],
  },
  { name: 'distro', label: 'Distro', kind: 'text', placeholder: 'debian, or debian:12' },
  {
    name: 'endOfLife',
    label: 'Support',
    kind: 'choice',
    options: [
      { value: 'yes', label: 'Of something in it has ended' },
      { value: '30', label: 'Ended, or ends in 30 days' },
      { value: '90', label: 'Ended, or ends in 90 days' },
      { value: '365', label: 'Ended, or ends in a year' },
      { value: 'no', label: 'Goes on for all in it' },
    ],
  },
  { name: 'platform', label: 'Platform', kind: 'text', placeholder: 'linux/arm64' },
  { name: 'label', label: 'Label', kind: 'text', placeholder: 'team, or team=payments' },
  {
    name: 'secrets',
    label: 'Secrets',
    kind: 'choice',
    options: [
      { value: 'yes', label: 'Found' },
      { value: 'no', label: 'None found' },
    ],
  },
  { name: 'baseImage', label: 'Built on (image ID)', kind: 'text', placeholder: 'sha256:…' },
  { name: 'exceptionId', label: 'Accepted by exception', kind: 'text', placeholder: 'Its ID' },
  { name: 'scannedSince', label: 'Scanned since', kind: 'date' },
  { name: 'scannedBefore', label: 'Not scanned since', kind: 'date' },
];

/** A set filter as a pill says it: `Package openssl`; undefined where it is not set. */
export function filterWords({ name, label, options }: FilterField, search: ListSearch): string | undefined {
  const value = search[name];
  if (value === undefined) return undefined;
  const words = options?.find((option) => option.value === String(value))?.label.toLowerCase() ?? String(value);
  return `${label} ${words}`;
}
