import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { showLine } from './show-line.ts';

function outputOf(isTTY: boolean, columns?: number) {
  const output = Object.assign(new PassThrough({ encoding: 'utf8' }), {
    isTTY,
    ...(columns !== undefined && { columns }),
  });
  return { output, written: () => String(output.read() ?? '') };
}

const clear = '\r\u001b[2K';

describe('a line that says what is done', () => {
  it('is drawn on a terminal within its width, and taken away', () => {
    const { output, written } = outputOf(true, 6);
    const { stop } = showLine(output, (columns) => `${columns} abcdef`);
    expect(written()).toBe(`${clear}5 abc`);
    stop();
    stop();
    expect(written()).toBe(clear);
  });

  it('is written now and then where there is no terminal', async () => {
    const { output, written } = outputOf(false);
    let asked = 0;
    const { stop } = showLine(output, (columns) => `${columns} ${++asked}`, { lineEveryMs: 1 });
    expect(written()).toBe('');
    await once(output, 'readable');
    stop();
    expect(written()).toMatch(/^undefined 1\n/);
  });

  it('is not said of what is done soon', () => {
    const { output, written } = outputOf(false);
    showLine(output, () => 'at work').stop();
    expect(written()).toBe('');
  });

  it.each([true, false])('is not said where quiet is asked for (terminal: %s)', (isTTY) => {
    const { output, written } = outputOf(isTTY);
    showLine(output, () => 'at work', { quiet: true, lineEveryMs: 1 }).stop();
    expect(written()).toBe('');
  });
});
