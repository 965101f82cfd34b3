const maxQuoted = 80;

/** Foreign text for a message: in quotation marks, with controls escaped, cut where it is long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text);
}
