/** Tells whether a UTF-16 code is an ASCII digit; false for NaN, which is what lies past the end of a text. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Tells whether a UTF-16 code is an ASCII letter; false for NaN. */
export function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

/** Index of the first character at or after `from` that is no ASCII digit. */
export function endOfDigits(text: string, from: number): number {
  let end = from;
  while (isDigit(text.charCodeAt(end))) end++;
  return end;
}

/** Compares texts by code unit, a beginning before what it begins. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compares whole numbers of any length written as digits; leading zeros do not count. */
export function compareDigits(a: string, b: string): number {
  const significantA = withoutLeadingZeros(a);
  const significantB = withoutLeadingZeros(b);
  return significantA.length - significantB.length || compareText(significantA, significantB);
}

function withoutLeadingZeros(digits: string): string {
  let start = 0;
  while (digits.charCodeAt(start) === 0x30) start++;
  return start === 0 ? digits : digits.slice(start);
}
