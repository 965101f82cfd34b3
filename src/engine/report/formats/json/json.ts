import type { ScanReport } from '#core/scan-report.ts';
import type { ReportFormat } from '../../report-format.ts';

/** The report as it is, one JSON document; large lists are written item by item so that memory stays flat. */
export const json = {
  name: 'json',
  displayName: 'JSON',
  mediaType: 'application/json',
  extension: 'json',
  write,
} as const satisfies ReportFormat;

function* write(report: ScanReport): Generator<string> {
  const entries = Object.entries(report).filter(([, value]) => value !== undefined);
  yield '{\n';
  for (const [index, [key, value]] of entries.entries()) {
    yield `  ${JSON.stringify(key)}: `;
    if (Array.isArray(value)) yield* writeList(value);
    else yield JSON.stringify(value, undefined, 2).replaceAll('\n', '\n  ');
    yield index < entries.length - 1 ? ',\n' : '\n';
  }
  yield '}\n';
}

function* writeList(items: readonly unknown[]): Generator<string> {
  if (items.length === 0) {
    yield '[]';
    return;
  }
  yield '[\n';
  for (const [index, item] of items.entries()) {
    const text = JSON.stringify(item, undefined, 2).replaceAll('\n', '\n    ');
    yield `    ${text}${index < items.length - 1 ? ',' : ''}\n`;
  }
  yield '  ]';
}
