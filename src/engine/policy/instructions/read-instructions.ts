import type { HistoryEntry } from '#core/image.ts';

/** An instruction of a Dockerfile, as the history of an image tells of it. */
export interface Instruction {
  /** In capitals: `RUN`, `ADD`. */
  readonly keyword: string;
  /** What follows; of `RUN` the command without its shell. */
  readonly text: string;
}

const maxLength = 64 * 1024;
const keywords =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s/i;
const shell =
  /(?:^| )(?:(?:\/usr)?\/bin\/(?:ba|da|a|z|k)?sh (?:-[a-z]+ |pipefail ){1,6}|cmd \/S \/C |(?:powershell|pwsh) (?:-[A-Za-z]+ ){1,3})/;

/**
 * The instructions that an image was built by, in their order, as far as builders write them down. Docker's first builder writes
 * `/bin/sh -c #(nop) ADD …` and `/bin/sh -c …` for RUN, with build arguments before it (`|1 A=b /bin/sh -c …`); BuildKit and others begin with
 * the keyword, and BuildKit ends with `# buildkit`. What other programs write is left out.
 */
export function readInstructions(history: readonly HistoryEntry[]): readonly Instruction[] {
  return history.flatMap(({ createdBy = '' }) => readInstruction(createdBy.slice(0, maxLength)) ?? []);
}

function readInstruction(createdBy: string): Instruction | undefined {
  const text = createdBy.replace(/\s# buildkit$/, '').trim();
  const marked = /^\S+ -c #\(nop\)/.exec(text)?.[0];
  if (marked !== undefined) return byKeyword(text.slice(marked.length).trim());
  const command = commandOf(text);
  if (command !== text) return { keyword: 'RUN', text: command };
  const named = byKeyword(text);
  return named?.keyword === 'RUN' ? { ...named, text: commandOf(named.text) } : named;
}

function byKeyword(text: string): Instruction | undefined {
  const keyword = keywords.exec(text)?.[1];
  return keyword === undefined
    ? undefined
    : { keyword: keyword.toUpperCase(), text: text.slice(keyword.length).trim() };
}

/** Without the shell that runs it, and the build arguments before that. */
function commandOf(text: string): string {
  const found = shell.exec(text);
  const isFirst = found?.index === 0 || text.startsWith('|');
  return found !== null && isFirst ? text.slice(found.index + found[0].length).trim() : text;
}
