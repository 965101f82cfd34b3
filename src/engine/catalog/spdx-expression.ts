const maxLength = 4096;

/** SPDX identifiers (spdx.org/licenses) that distros use too, in whatever case. */
const sameName =
  '0BSD AFL-2.1 BSD-2-Clause BSD-3-Clause BSD-4-Clause BlueOak-1.0.0 CPL-1.0 EPL-1.0 EPL-2.0 FTL HPND ISC Info-ZIP LPPL-1.3c NCSA NTP OpenSSL PostgreSQL Python-2.0 QPL-1.0 Ruby Unicode-3.0 Unlicense Vim W3C WTFPL X11 ZPL-2.1 Zlib bzip2-1.0.6 curl libpng-2.0 libtiff';
/** SPDX identifiers of what distros have other names for. */
const otherNames = {
  'Apache-1.1': ['ASL 1.1'],
  'Apache-2.0': ['Apache-2', 'ASL 2.0'],
  'Artistic-2.0': ['Artistic 2.0'],
  'BSL-1.0': ['Boost', 'Boost-1.0'],
  'CC0-1.0': ['CC0'],
  'CDDL-1.0': ['CDDL'],
  'EUPL-1.1': ['EUPL 1.1'],
  'EUPL-1.2': ['EUPL 1.2'],
  'GPL-1.0-or-later': ['GPL+'],
  'LGPL-2.0-or-later': ['LGPL+'],
  MIT: ['Expat'],
  'MPL-1.1': ['MPLv1.1'],
  'MPL-2.0': ['MPL-2', 'MPLv2.0'],
  'OFL-1.1': ['OFL', 'SIL-1.1'],
} as const;

/** SPDX identifiers by name in lower case. */
const known: ReadonlyMap<string, string> = new Map([
  ...sameName.split(' ').map((id) => [id.toLowerCase(), id] as const),
  ...Object.entries(otherNames).flatMap(([id, names]) =>
    [id, ...names].map((name) => [name.toLowerCase(), id] as const),
  ),
]);

/** GNU licences: `GPL-2+` (Debian), `GPL-2.0+` (SPDX of old), `GPLv2+` (Fedora). */
const gnu = /^(AGPL|LGPL|GPL|GFDL-NIV|GFDL)(-|v)([1-3])(?:\.([0-3]))?(?:\.0)?(\+|-or-later|-only)?$/;

/** What a package's licence field comes to: an SPDX expression where that is certain, else its own words; nothing where it is empty. */
export function statedLicenses(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [spdxExpression(text) ?? text];
}

/**
 * The SPDX expression (spdx.github.io/spdx-spec, "SPDX license expressions") of what Debian's copyright-format, apk or rpm says,
 * where every word of it has one meaning; undefined where any has several (Fedora's `BSD`), or none is known.
 */
export function spdxExpression(text: string): string | undefined {
  if (text.length > maxLength) return undefined;
  const parts: string[] = [];
  let words: string[] = [];
  const endTerm = (): boolean => {
    if (words.length === 0) return true;
    const term = spdxTerm(words.join(' '));
    words = [];
    if (term !== undefined) parts.push(term);
    return term !== undefined;
  };
  for (const word of text.replace(/[()]/g, ' $& ').split(/\s+/)) {
    if (word === '') continue;
    if (!/^(?:and|or|[()])$/i.test(word)) words.push(word);
    else if (endTerm()) parts.push(word.toUpperCase());
    else return undefined;
  }
  return endTerm() && isExpression(parts) ? parts.join(' ').replaceAll('( ', '(').replaceAll(' )', ')') : undefined;
}

function spdxTerm(term: string): string | undefined {
  const match = gnu.exec(term);
  if (match === null) return known.get(term.toLowerCase());
  const [, family = '', style, major = '', minor = '0', plus] = match;
  // Fedora's LGPLv2 is 2.0 or 2.1.
  if (style === 'v' && family === 'LGPL' && major === '2' && match[4] === undefined) return undefined;
  const scope = plus === '+' || plus === '-or-later' ? 'or-later' : 'only';
  if (family === 'GFDL-NIV') return `GFDL-${major}.${minor}-no-invariants-${scope}`;
  return `${family}-${major}.${minor}-${scope}`;
}

/** Terms and operators in turn, parentheses in pairs, and no mixture of operators that only parentheses would make clear. */
function isExpression(parts: readonly string[]): boolean {
  const operators: (string | undefined)[] = [undefined];
  let wantsTerm = true;
  for (const part of parts) {
    if (part === '(' ? !wantsTerm : part === ')' || isOperator(part) ? wantsTerm : !wantsTerm) return false;
    if (part === '(') operators.push(undefined);
    else if (part === ')') {
      operators.pop();
      if (operators.length === 0) return false;
    } else if (isOperator(part)) {
      const before = operators.at(-1);
      if (before !== undefined && before !== part) return false;
      operators[operators.length - 1] = part;
      wantsTerm = true;
    } else wantsTerm = false;
  }
  return operators.length === 1 && !wantsTerm;
}

function isOperator(part: string): boolean {
  return part === 'AND' || part === 'OR';
}
