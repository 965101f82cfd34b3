const maxLength = 4096;

/** Licences that are one and the same in the words of a distro (lower case) and by their SPDX identifier (spdx.org/licenses). */
const known: ReadonlyMap<string, string> = new Map(
  [
    ['MIT', 'Expat'],
    ['Apache-2.0', 'Apache-2', 'ASL 2.0'],
    ['Apache-1.1', 'ASL 1.1'],
    ['MPL-1.1', 'MPLv1.1'],
    ['MPL-2.0', 'MPLv2.0', 'MPL-2'],
    ['CC0-1.0', 'CC0'],
    ['BSL-1.0', 'Boost', 'Boost-1.0'],
    ['OFL-1.1', 'OFL', 'SIL-1.1'],
    ['CDDL-1.0', 'CDDL'],
    ['EUPL-1.1', 'EUPL 1.1'],
    ['EUPL-1.2', 'EUPL 1.2'],
    ['Artistic-2.0', 'Artistic 2.0'],
    ['GPL-1.0-or-later', 'GPL+'],
    ['LGPL-2.0-or-later', 'LGPL+'],
    ['Unlicense'],
    ...[
      'BSD-2-Clause',
      'BSD-3-Clause',
      'BSD-4-Clause',
      '0BSD',
      'ISC',
      'Zlib',
      'OpenSSL',
      'PostgreSQL',
      'WTFPL',
      'curl',
    ],
    ...[
      'X11',
      'HPND',
      'NTP',
      'NCSA',
      'W3C',
      'FTL',
      'Ruby',
      'Vim',
      'QPL-1.0',
      'LPPL-1.3c',
      'EPL-1.0',
      'EPL-2.0',
      'CPL-1.0',
    ],
    ...[
      'Python-2.0',
      'bzip2-1.0.6',
      'libpng-2.0',
      'ZPL-2.1',
      'AFL-2.1',
      'BlueOak-1.0.0',
      'Unicode-3.0',
      'libtiff',
      'Info-ZIP',
    ],
  ].flatMap((names) => {
    const all = [names].flat();
    return all.map((name): [string, string] => [name.toLowerCase(), all[0] ?? '']);
  }),
);

/** GNU licences: `GPL-2+` (Debian), `GPL-2.0+` (SPDX of old), `GPLv2+` (Fedora). */
const gnu = /^(AGPL|LGPL|GPL|GFDL-NIV|GFDL)(-|v)([1-3])(?:\.([0-3]))?(?:\.0)?(\+|-or-later|-only)?$/;

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
