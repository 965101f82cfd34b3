import { parseSpdxExpression } from '../../licenses/spdx-expression.ts';

/**
 * Licences as CycloneDX 1.6 has them: one SPDX expression, or a list of licences, each by its SPDX identifier or, where it has none, by name. A list
 * cannot hold expressions, so in it they are names.
 */
export function licenseChoice(licenses: readonly string[]): readonly object[] {
  const given = [...new Set(licenses)].filter((license) => license.trim() !== '');
  const [only] = given;
  const single = given.length === 1 && only !== undefined ? parseSpdxExpression(only) : undefined;
  if (single !== undefined && !single.isIdentifier) return [{ expression: single.text }];
  return given.map((license) => {
    const expression = parseSpdxExpression(license);
    return { license: expression?.isIdentifier === true ? { id: expression.text } : { name: license } };
  });
}
