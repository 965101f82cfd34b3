import type { Output } from '../command-context.ts';

const intervalMs = 100;
const clearLine = '\r\u001b[2K';

/**
 * Keeps one line of a terminal up to date with what `text` says, until stopped; then the line is gone. Draws nothing where the
 * output is no terminal.
 */
export function showLine(output: Output, text: (columns: number) => string): { readonly stop: () => void } {
  if (output.isTTY !== true) return { stop: () => undefined };
  const draw = () => {
    const columns = (output.columns ?? 80) - 1;
    output.write(`${clearLine}${text(columns).slice(0, columns)}`);
  };
  const timer = setInterval(draw, intervalMs);
  timer.unref();
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
