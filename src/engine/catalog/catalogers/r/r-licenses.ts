const maxLicenseLength = 200;

/** R's names of licences (R's `share/licenses/license.db`, "Writing R Extensions" 1.1.2) that name one of SPDX's without doubt. */
const spdxNames: Readonly<Record<string, string>> = {
  'AGPL-3': 'AGPL-3.0-only',
  'AGPL (>= 3)': 'AGPL-3.0-or-later',
  'Apache License 2.0': 'Apache-2.0',
  'Apache License (== 2.0)': 'Apache-2.0',
  'Apache License (== 2)': 'Apache-2.0',
  'Artistic-2.0': 'Artistic-2.0',
  BSD_2_clause: 'BSD-2-Clause',
  BSD_3_clause: 'BSD-3-Clause',
  'BSL-1.0': 'BSL-1.0',
  CC0: 'CC0-1.0',
  'GPL-2': 'GPL-2.0-only',
  'GPL-3': 'GPL-3.0-only',
  'GPL (>= 2)': 'GPL-2.0-or-later',
  'GPL (>= 2.0)': 'GPL-2.0-or-later',
  'GPL (>= 3)': 'GPL-3.0-or-later',
  'GPL (>= 3.0)': 'GPL-3.0-or-later',
  'LGPL-2': 'LGPL-2.0-only',
  'LGPL-2.1': 'LGPL-2.1-only',
  'LGPL-3': 'LGPL-3.0-only',
  'LGPL (>= 2)': 'LGPL-2.0-or-later',
  'LGPL (>= 2.1)': 'LGPL-2.1-or-later',
  'LGPL (>= 3)': 'LGPL-3.0-or-later',
  MIT: 'MIT',
  'MPL-2.0': 'MPL-2.0',
};
/** Licences whose file only fills in who holds the rights; beside others it adds conditions. */
const templates = new Set(['MIT', 'BSD_2_clause', 'BSD_3_clause']);

/** The `License` field of R as an SPDX expression where each alternative has a certain name, else in R's own words. */
export function rLicenses(field: string | undefined): readonly string[] {
  const text = field?.replace(/\s+/g, ' ').trim() ?? '';
  if (text === '' || text.length > maxLicenseLength) return [];
  const names = text.split('|').map((one) => spdxName(one.trim()));
  return names.includes(undefined) ? [text] : [names.join(' OR ')];
}

function spdxName(text: string): string | undefined {
  const suffix = / ?\+ ?file LICEN[SC]E$/.exec(text);
  const name = suffix === null ? text : text.slice(0, suffix.index);
  if (suffix !== null && !templates.has(name)) return undefined;
  return Object.hasOwn(spdxNames, name) ? spdxNames[name] : undefined;
}
