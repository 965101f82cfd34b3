import { compareDigits, compareText } from '../../characters.ts';
import { compareLists } from '../../compare-lists.ts';
import { maxVersionLength } from '../../limits.ts';
import { parseIdentifiers } from '../../semantic-version.ts';
import type { VersionScheme } from '../../version-scheme.ts';

/** A NuGet version: four numbers, and the pre-release's labels in lower case. */
export interface NugetVersion {
  readonly numbers: readonly number[];
  readonly labels: readonly string[];
}

/**
 * Versions of NuGet packages, valid and ordered as `NuGet.Versioning` (learn.microsoft.com/nuget/concepts/package-versioning):
 * semantic versions with up to four numbers, of which all but the first may be missing, and labels that are compared without case.
 */
export const nuget = {
  name: 'nuget',
  parse: parseNugetVersion,
  compare: (a, b) => compareLists(a.numbers, b.numbers, (x, y) => x - y) || compareLabels(a.labels, b.labels),
} as const satisfies VersionScheme<NugetVersion>;

const maxInt32 = 0x7fff_ffff;

function parseNugetVersion(text: string): NugetVersion | undefined {
  if (text.length > maxVersionLength) return undefined;
  const trimmed = text.trim();
  const plus = trimmed.indexOf('+');
  if (plus >= 0 && parseIdentifiers(trimmed.slice(plus + 1)) === undefined) return undefined;
  const version = plus < 0 ? trimmed : trimmed.slice(0, plus);
  const dash = version.indexOf('-');
  const parts = (dash < 0 ? version : version.slice(0, dash)).split('.');
  const labels = dash < 0 ? [] : parseIdentifiers(version.slice(dash + 1).toLowerCase());
  if (labels === undefined || parts.length > 4 || !parts.every(isNumber)) return undefined;
  return { numbers: [0, 1, 2, 3].map((index) => Number(parts[index] ?? 0)), labels };
}

function isNumber(part: string): boolean {
  return /^[0-9]+$/.test(part) && Number(part) <= maxInt32;
}

function compareLabels(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0);
  return compareLists(a, b, compareLabel);
}

/** Numbers before words. What is no 32-bit number is a word, and a dash before digits is a minus: that is how .NET reads them. */
function compareLabel(a: string, b: string): number {
  const numberA = int32(a);
  const numberB = int32(b);
  if (numberA !== undefined && numberB !== undefined) return numberA - numberB;
  if (numberA !== undefined || numberB !== undefined) return numberA === undefined ? 1 : -1;
  return compareText(a, b);
}

function int32(label: string): number | undefined {
  const digits = label.startsWith('-') ? label.slice(1) : label;
  if (!/^[0-9]+$/.test(digits)) return undefined;
  if (compareDigits(digits, String(maxInt32 + Number(label !== digits))) > 0) return undefined;
  return Number(label);
}
