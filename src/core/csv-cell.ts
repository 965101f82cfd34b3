/**
 * A text as a cell of CSV (RFC 4180): always in quotes, and what a spreadsheet would take for a formula, behind blanks or not, made text by
 * an apostrophe (owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvCell(text: string): string {
  const printable = text.toWellFormed().replaceAll('\0', '\ufffd');
  const isFormula = /^[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(printable);
  return `"${isFormula ? "'" : ''}${printable.replaceAll('"', '""')}"`;
}
