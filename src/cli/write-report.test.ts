import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { npmPackage, scanReport } from '#tests/support/sample-report.ts';
import { UsageError } from './exit-codes.ts';
import { writeReport } from './write-report.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plimsoll-write-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** A reader that takes its time, so that what is written must wait for it. */
function slowOutput() {
  const chunks: string[] = [];
  const stdout = new Writable({
    highWaterMark: 1,
    write: (chunk: Buffer, _, done) => {
      chunks.push(chunk.toString());
      setImmediate(done);
    },
  });
  return { chunks, context: { stdout, color: false, signal: new AbortController().signal } };
}

describe('writeReport', () => {
  const report = scanReport({ packages: Array.from({ length: 2000 }, (_, index) => npmPackage(`p${index}`, '1.0.0')) });

  it('writes to stdout in chunks, and leaves it open', async () => {
    const { chunks, context } = slowOutput();
    await writeReport(report, { format: 'json' }, context);
    expect(JSON.parse(chunks.join(''))).toEqual(report);
    expect(chunks.length).toBeGreaterThan(3);
    expect(context.stdout.writable).toBe(true);
  });

  it('writes to a file', async () => {
    const output = join(directory, 'report.json');
    await writeReport(report, { format: 'json', output }, slowOutput().context);
    expect(JSON.parse(readFileSync(output, 'utf8'))).toEqual(report);
  });

  it('makes no file where there is nothing to write', async () => {
    const output = join(directory, 'empty.json');
    await expect(writeReport(report, { format: 'openvex', output }, slowOutput().context)).rejects.toThrow(
      /suppressed/,
    );
    expect(existsSync(output)).toBe(false);
  });

  it('names the file that cannot be written', async () => {
    const output = join(directory, 'missing', 'report.json');
    await expect(writeReport(report, { format: 'json', output }, slowOutput().context)).rejects.toThrow(
      /cannot write .*missing\/report\.json/,
    );
  });

  it('names the formats that there are', async () => {
    await expect(writeReport(report, { format: 'yaml' }, slowOutput().context)).rejects.toThrow(UsageError);
    await expect(writeReport(report, { format: 'json@2' }, slowOutput().context)).rejects.toThrow(/table, json/);
  });
});
