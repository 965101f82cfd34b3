const maxLicenses = 50;
const maxLicenseLength = 200;

/**
 * Trove classifiers that name one licence of SPDX's list and no other (pypi.org/classifiers). Those that leave the version or
 * the variant open ("BSD License", "Apache Software License") are not here.
 */
const certainClassifiers: Readonly<Record<string, string>> = {
  'Blue Oak Model License (BlueOak-1.0.0)': 'BlueOak-1.0.0',
  'Boost Software License 1.0 (BSL-1.0)': 'BSL-1.0',
  'CC0 1.0 Universal (CC0 1.0) Public Domain Dedication': 'CC0-1.0',
  'CeCILL-B Free Software License Agreement (CECILL-B)': 'CECILL-B',
  'CeCILL-C Free Software License Agreement (CECILL-C)': 'CECILL-C',
  'Eclipse Public License 1.0 (EPL-1.0)': 'EPL-1.0',
  'Eclipse Public License 2.0 (EPL-2.0)': 'EPL-2.0',
  'European Union Public Licence 1.0 (EUPL 1.0)': 'EUPL-1.0',
  'European Union Public Licence 1.1 (EUPL 1.1)': 'EUPL-1.1',
  'European Union Public Licence 1.2 (EUPL 1.2)': 'EUPL-1.2',
  'GNU Affero General Public License v3': 'AGPL-3.0-only',
  'GNU Affero General Public License v3 or later (AGPLv3+)': 'AGPL-3.0-or-later',
  'GNU General Public License v2 (GPLv2)': 'GPL-2.0-only',
  'GNU General Public License v2 or later (GPLv2+)': 'GPL-2.0-or-later',
  'GNU General Public License v3 (GPLv3)': 'GPL-3.0-only',
  'GNU General Public License v3 or later (GPLv3+)': 'GPL-3.0-or-later',
  'GNU Lesser General Public License v2 (LGPLv2)': 'LGPL-2.0-only',
  'GNU Lesser General Public License v2 or later (LGPLv2+)': 'LGPL-2.0-or-later',
  'GNU Lesser General Public License v3 (LGPLv3)': 'LGPL-3.0-only',
  'GNU Lesser General Public License v3 or later (LGPLv3+)': 'LGPL-3.0-or-later',
  'ISC License (ISCL)': 'ISC',
  'MIT License': 'MIT',
  'MIT No Attribution License (MIT-0)': 'MIT-0',
  'Mozilla Public License 1.0 (MPL)': 'MPL-1.0',
  'Mozilla Public License 1.1 (MPL 1.1)': 'MPL-1.1',
  'Mozilla Public License 2.0 (MPL 2.0)': 'MPL-2.0',
  'Mulan Permissive Software License v2 (MulanPSL-2.0)': 'MulanPSL-2.0',
  'The Unlicense (Unlicense)': 'Unlicense',
  'Universal Permissive License (UPL)': 'UPL-1.0',
  'zlib/libpng License': 'Zlib',
};
const approval = /^OSI Approved$/;

/** The licence headers of a package's metadata. */
export interface LicenseHeaders {
  readonly expression: string | undefined;
  readonly license: string | undefined;
  readonly classifiers: readonly string[];
}

/**
 * Names the licences of a package: its SPDX expression where it gives one (PEP 639), else what its classifiers say without
 * doubt, else its own words. A `License` that is the licence's whole text names none.
 */
export function metadataLicenses({ expression, license, classifiers }: LicenseHeaders): readonly string[] {
  if (isName(expression)) return [expression];
  const names = classifiers.map(licenseOfClassifier).filter((name) => name !== undefined);
  const certain = names.map((name) => (Object.hasOwn(certainClassifiers, name) ? certainClassifiers[name] : undefined));
  if (certain.length > 0 && certain.every((one) => one !== undefined)) return distinct(certain);
  if (isName(license)) return [license];
  return distinct(names);
}

/** `License :: OSI Approved :: MIT License` → `MIT License`; a classifier that only says "approved" names no licence. */
function licenseOfClassifier(classifier: string): string | undefined {
  const [head, ...path] = classifier.slice(0, 1000).split(' :: ');
  const name = path.at(-1)?.trim();
  return head === 'License' && isName(name) && !approval.test(name) ? name : undefined;
}

function isName(text: string | undefined): text is string {
  return (
    text !== undefined && text !== '' && text !== 'UNKNOWN' && text.length <= maxLicenseLength && !/[\n\r]/.test(text)
  );
}

function distinct(names: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== undefined))].slice(0, maxLicenses);
}
