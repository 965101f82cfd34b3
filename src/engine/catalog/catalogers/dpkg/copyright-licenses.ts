import { paragraphs } from '../../paragraphs.ts';
import { spdxExpression } from '../../spdx-expression.ts';

const formatField = 'format';
const licenseField = 'license';
const maxLicenses = 100;
const maxLicenseLength = 200;

/**
 * Names the licences that a Debian `copyright` file gives: the short names of a machine-readable one (Debian's
 * copyright-format/1.0) as SPDX expressions where that is certain, in other files its SPDX-License-Identifier, or else the texts in
 * `/usr/share/common-licenses` that it refers to, which do not say whether later versions hold too. Each once, in order.
 */
export function copyrightLicenses(text: string): readonly string[] {
  const names = new Set<string>();
  let isMachineReadable = false;
  for (const paragraph of paragraphs(text, new Set([formatField, licenseField]))) {
    if (paragraph.get(formatField)?.includes('copyright-format') === true) isMachineReadable = true;
    if (!isMachineReadable) break;
    const name = paragraph.get(licenseField)?.split('\n', 1)[0]?.trim() ?? '';
    if (name !== '' && name.length <= maxLicenseLength) names.add(spdxExpression(name) ?? name);
  }
  if (!isMachineReadable) {
    const stated = [...statedLicenses(text)];
    for (const name of stated.length > 0 ? stated : commonLicenses(text)) names.add(name);
  }
  return [...names].slice(0, maxLicenses);
}

function* statedLicenses(text: string): Generator<string> {
  for (const [, stated = ''] of text.matchAll(/SPDX-License-Identifier:[ \t]*([^\r\n]{1,200})/g)) {
    const expression = spdxExpression(stated.trim());
    if (expression !== undefined) yield expression;
  }
}

function* commonLicenses(text: string): Generator<string> {
  for (const [, name = ''] of text.matchAll(/\/usr\/share\/common-licenses\/([A-Za-z0-9][A-Za-z0-9.+-]{0,40})/g)) {
    yield name.endsWith('.') ? name.slice(0, -1) : name;
  }
}
