const maxSummaryLength = 300;

/** The first line of a text, cut to what a table can show; empty where there is none. */
export function summarise(text: string | undefined): string {
  const line = text?.trimStart().split('\n', 1)[0]?.trim() ?? '';
  return line.length <= maxSummaryLength ? line : `${line.slice(0, maxSummaryLength - 1).toWellFormed()}…`;
}
