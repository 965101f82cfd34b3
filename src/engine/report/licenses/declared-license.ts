import { createHash } from 'node:crypto';
import { parseSpdxExpression } from './spdx-expression.ts';

/** Licences that SPDX does not list, by the `LicenseRef-` under which a document speaks of them. */
export type NamedLicenses = Map<string, string>;

/**
 * One SPDX expression for all licences of a package: they all hold, so they are joined by AND. What is no expression gets a `LicenseRef-` of its own,
 * noted in `named`; undefined where nothing is known.
 */
export function declaredLicense(licenses: readonly string[], named: NamedLicenses): string | undefined {
  const parts = [...new Set(licenses)]
    .filter((license) => license.trim() !== '')
    .map((license) => partOf(license, named));
  if (parts.length <= 1) return parts[0];
  return parts.map((part) => (/ (?:AND|OR) /.test(part) ? `(${part})` : part)).join(' AND ');
}

function partOf(license: string, named: NamedLicenses): string {
  const expression = parseSpdxExpression(license);
  // A reference that another document made means nothing in this one.
  if (expression !== undefined && !expression.text.includes('LicenseRef-')) return expression.text;
  const slug = license
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const reference = `LicenseRef-${slug === '' ? '' : `${slug}-`}${createHash('sha256').update(license).digest('hex').slice(0, 8)}`;
  named.set(reference, license);
  return reference;
}
