import type { Command } from 'commander';
import type { Output } from '../command-context.ts';

/** How `--quiet` arrives. */
export interface QuietOptions {
  readonly quiet?: boolean | undefined;
}

/** Adds the option of {@link QuietOptions} to a command that shows what it does. */
export function addQuietOption(command: Command): Command {
  return command.option('-q, --quiet', 'say nothing of progress on stderr');
}

interface LineOptions extends QuietOptions {
  /** How often a line is written where the output is no terminal. 30 seconds, unless given. */
  readonly lineEveryMs?: number | undefined;
}

const drawEveryMs = 100;
const clearLine = '\r\u001b[2K';

/**
 * Keeps one line of a terminal up to date with what `text` says, until stopped; then the line is gone. Where the output is no terminal, whoever
 * reads it is told now and then: `text` is asked without a width, and nothing is said of what does not take that long.
 */
export function showLine(
  output: Output,
  text: (columns?: number) => string,
  { quiet, lineEveryMs = 30_000 }: LineOptions = {},
): { readonly stop: () => void } {
  if (quiet === true) return { stop: () => undefined };
  if (output.isTTY !== true) {
    const timer = setInterval(() => output.write(`${text()}\n`), lineEveryMs).unref();
    return { stop: () => clearInterval(timer) };
  }
  const draw = () => {
    const columns = (output.columns ?? 80) - 1;
    output.write(`${clearLine}${text(columns).slice(0, columns)}`);
  };
  const timer = setInterval(draw, drawEveryMs).unref();
  draw();
  let isStopped = false;
  return {
    stop: () => {
      if (isStopped) return;
      isStopped = true;
      clearInterval(timer);
      output.write(clearLine);
    },
  };
}
